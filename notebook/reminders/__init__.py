"""What is due: reminders, dates of people, stay-in-touch cadences and promises, merged into one agenda."""
