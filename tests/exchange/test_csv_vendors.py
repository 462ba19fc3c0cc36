"""Tables of other programs: recognised by themselves in every language, read without loss, written as they want it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from notebook.errors import Refused
from notebook.exchange.csv import choices, inspect, mapping_from_json, read, records, write
from notebook.exchange.csv.fields import known
from notebook.exchange.csv.headers import recognise, tables
from notebook.exchange.record import Record

Card = dict[str, Any]


def made(header: str, *rows: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    """A table of our own making."""
    return (end.join((header, *rows)) + end).encode(encoding)


def only(data: bytes, **options: Any) -> Record:
    [record] = read(data, **options)
    assert record.card is not None
    return record


def card_of(data: bytes, **options: Any) -> Card:
    record = only(data, **options)
    assert record.card is not None and record.problems == ()
    return record.card


def values(card: Card, name: str, main: str) -> list[Any]:
    return [entry[main] for entry in card[name].values()]


GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,"
    "Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,"
    "Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,"
    "Event 1 - Label,Event 1 - Value,Relation 1 - Label,Relation 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value"
)


def test_google_since_2024() -> None:
    card = card_of(
        made(
            GOOGLE_NEW,
            "Ada,Augusta,Lovelace,Ay-da,,,Dr.,,Countess,,Engines,Analyst,Research, --12-10,First,https://p.q/r,"
            "* myContacts ::: Friends ::: * starred,* Work,a@x.com ::: b@x.com,Mobile,+44 1,Summer house,+44 2,"
            "Home,,Weg 1,Ulm,,,89073,DE,Flat 2,Blog,https://b.example,Anniversary,1835-07-08,Mother,Anne,Shoe size,38",
        )
    )
    assert card["name"]["full"] == "Dr. Ada Augusta Lovelace"
    assert {"kind": "given", "value": "Ada", "phonetic": "Ay-da"} in card["name"]["components"]
    assert card["keywords"] == {"Friends": True}
    assert values(card, "emails", "address") == ["a@x.com", "b@x.com"]
    assert card["emails"]["e1"] == {"address": "a@x.com", "contexts": {"work": True}, "pref": 1}
    assert card["phones"] == {
        "p1": {"number": "+44 1", "features": {"mobile": True}},
        "p2": {"number": "+44 2", "label": "Summer house"},
    }
    assert card["anniversaries"]["b1"]["date"] == {"@type": "PartialDate", "month": 12, "day": 10}
    assert card["anniversaries"]["b2"]["kind"] == "wedding"
    assert card["relatedTo"]["Anne"]["relation"] == {"parent": True}
    assert card["kithbook.app:custom"] == [{"label": "Shoe size", "value": "38"}]
    assert {"kind": "apartment", "value": "Flat 2"} in card["addresses"]["a1"]["components"]
    assert card["links"]["l1"] == {"uri": "https://b.example", "label": "Blog"}


@pytest.mark.parametrize(("cell", "numbers"), [
    ("0049 221 123 ; 0171 222", ["0049 221 123", "0171 222"]),
    ("0221 12345, +49 171 2222", ["0221 12345", "+49 171 2222"]),
    ("0221/12345 / 0171/2222", ["0221/12345", "0171/2222"]),
    ("0221 12345|0171 2222 ext. 5", ["0221 12345", "0171 2222 ext. 5"]),
    ("0221 12345, -46", ["0221 12345, -46"]), ("0221 12345, after six", ["0221 12345, after six"]),
    ("0221123456;01712222", ["0221123456", "01712222"]),
    ("555-123-4567;555-987-6543", ["555-123-4567", "555-987-6543"]),
    ("+1 555 123 4567;1234567", ["+1 555 123 4567;1234567"]), ("0221 12345;ext=123456", ["0221 12345;ext=123456"]),
    ("0221123456,,12345", ["0221123456,,12345"]), ("0221 / 12345", ["0221 / 12345"]),
])  # fmt: skip
def test_several_numbers_in_one_cell_are_several(cell: str, numbers: list[str]) -> None:
    header = "First Name,Last Name,E-mail Address,Home Phone,Company"
    card = card_of(made(header, f'Zoë,Wood,"zoe@x.com, work@x.com","{cell}",'))
    assert values(card, "phones", "number") == numbers
    assert values(card, "emails", "address") == ["zoe@x.com", "work@x.com"]


def test_google_before_2024() -> None:
    card = card_of(
        made(
            "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
            "Organization 1 - Name,Organization 1 - Title",
            "Ada Lovelace,Ada,Lovelace,* My Contacts ::: Math,Privat,a@x.com,Engines,Analyst",
        )
    )
    assert card["emails"]["e1"]["contexts"] == {"private": True}
    assert card["organizations"]["o1"]["name"] == "Engines" and card["titles"]["t1"]["name"] == "Analyst"
    assert card["keywords"] == {"Math": True}


OUTLOOK_DE = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Straße geschäftlich",'
    '"Ort geschäftlich","Postleitzahl geschäftlich","Telefon geschäftlich","Mobiltelefon","Geburtstag","Jahrestag",'
    '"Kategorien","E-Mail-Adresse","E-Mail-Typ","E-Mail 2: Adresse","Notizen","Vertraulichkeit","Benutzer 1"'
)
OUTLOOK_FR = (
    "Titre;Prénom;Deuxième prénom;Nom;Suffixe;Société;Service;Titre;Rue (bureau);Ville (bureau);Téléphone (bureau);"
    "Tél. mobile;Anniversaire;Catégories;Adresse de messagerie;Notes"
)
OUTLOOK_ES = (
    "Nombre,Segundo nombre,Apellidos,Organización,Puesto,Teléfono del trabajo,E-mail Address,"
    "Calle del trabajo,Ciudad de trabajo,Notes"
)


def test_outlook_in_german_with_windows_code_page() -> None:
    card = card_of(
        made(
            OUTLOOK_DE,
            '"Frau","Jürgen","","Müller","","Öl & Söhne","Einkauf","Chefin","Weg 1","Köln","50667","0221 1","0170 2",'
            '"1.2.1980","0.0.00","Kunde;Presse","j@x.de","SMTP","k@x.de","Zeile 1\r\nZeile 2","Normal","besonders"',
            encoding="cp1252",
            end="\r\n",
        )
    )
    assert card["name"]["full"] == "Frau Jürgen Müller"
    assert card["organizations"] == {"o1": {"name": "Öl & Söhne", "units": [{"name": "Einkauf"}]}}
    assert card["anniversaries"] == {
        "b1": {"kind": "birth", "date": {"@type": "PartialDate", "year": 1980, "month": 2, "day": 1}}
    }
    assert card["keywords"] == {"Kunde": True, "Presse": True}
    assert values(card, "emails", "address") == ["j@x.de", "k@x.de"]
    assert card["notes"]["n1"]["note"] == "Zeile 1\nZeile 2"
    assert card["kithbook.app:custom"] == [{"label": "Benutzer 1", "value": "besonders"}]


def test_outlook_in_french_says_titre_twice() -> None:
    card = card_of(
        made(OUTLOOK_FR, "Mme;Zoé;;Dupont;;Acme;Ventes;Directrice;1 rue X;Lyon;04 1;06 2;03/04/1990;Amis;z@x.fr;Salut")
    )
    assert {"kind": "title", "value": "Mme"} in card["name"]["components"]
    assert card["titles"]["t1"]["name"] == "Directrice"
    assert card["anniversaries"]["b1"]["date"] == {"@type": "PartialDate", "year": 1990, "month": 4, "day": 3}


def test_outlook_in_english_reads_american_dates() -> None:
    header = "First Name,Last Name,E-mail Address,Business Phone,Home Street,Home City,Birthday,Anniversary"
    found = list(read(made(header, "Ada,L,a@x.com,1,S,C,3/4/1990,0/0/00", "Bo,M,b@x.com,2,S,C,12/28/69,1/1/4501")))
    assert [r.card and r.card["anniversaries"]["b1"]["date"]["month"] for r in found] == [3, 12]
    assert all(r.card and len(r.card["anniversaries"]) == 1 for r in found)
    day_first = list(read(made(header, "Ada,L,a@x.com,1,S,C,3/4/1990,", "Bo,M,b@x.com,2,S,C,28/12/69,")))
    assert day_first[0].card and day_first[0].card["anniversaries"]["b1"]["date"]["month"] == 4
    assert (
        card_of(made(header, "Ada,L,a@x.com,1,S,C,3/4/1990,"), day_first=True)["anniversaries"]["b1"]["date"]["month"]
        == 4
    )


SAMPLES = {
    ("outlook", "es"): OUTLOOK_ES,
    ("outlook", "en"): "FirstName,LastName,EmailAddress,BusinessPhone,HomeStreet,CompanyMainPhone,Categories",
    (
        "thunderbird",
        "de",
    ): (
        "Vorname;Nachname;Anzeigename;Spitzname;Primäre E-Mail-Adresse;Tel. dienstlich;"
        "Mobil-Tel.-Nr.;Privat: Ort;Geburtsjahr"
    ),
    (
        "thunderbird",
        "fr",
    ): (
        "Prénom,Nom de famille,Nom à afficher,Surnom,Adresse électronique principale,"
        "Tél. professionnel,Portable,Ville,Pays/État"
    ),
    (
        "thunderbird",
        "es",
    ): (
        "Nombre,Apellidos,Nombre mostrado,Apodo,Dirección de correo electrónico principal,"
        "Teléfono (Trabajo),Teléfono móvil"
    ),
    (
        "windows",
        "de",
    ): (
        "Vorname;Nachname;Name;Spitzname;E-Mail-Adresse;Straße (privat);Ort (privat);"
        "Bundesland (privat);Webseite (privat)"
    ),
    (
        "yahoo",
        "en",
    ): "First,Middle,Last,Nickname,Email,Category,Home,Work,Pager,Fax,Mobile,Alternate Email 1,Comments,Yahoo! ID",
    (
        "yahoo",
        "de",
    ): "Vorname,Nachname,Spitzname,E-Mail,Kategorie,Privat,Arbeit,Pager,Mobil,Alternative E-Mail 1,Kommentare",
    ("yahoo", "fr"): "Prénom,Nom,Surnom,E-mail,Catégorie,Domicile,Bureau,Bipeur,Mobile,Autre e-mail 1,Commentaires",
    (
        "yahoo",
        "es",
    ): "Nombre,Apellidos,Apodo,Correo,Categoría,Casa,Trabajo,Buscapersonas,Móvil,Correo alternativo 1,Comentarios",
    (
        "apple",
        "en",
    ): "First name,Last name,Company,Home email,Work email,iPhone,Home address street,Home address city,Note",
    ("apple", "de"): "Vorname,Nachname,Firma,E-Mail (privat),E-Mail (Arbeit),Telefon (mobil),Telefon (privat),Notiz",
    ("apple", "fr"): "Prénom,Nom,Société,E-mail (domicile),E-mail (bureau),Téléphone (mobile),Note",
    ("apple", "es"): "Nombre,Apellidos,Empresa,Correo (casa),Correo (trabajo),Teléfono (móvil),Nota",
    ("linkedin", "de"): "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
    ("linkedin", "fr"): "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
    ("linkedin", "es"): "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Fecha de conexión",
    ("gmail", "en"): "Name,E-mail,Notes,Section 1 - Description,Section 1 - Email,Section 1 - Mobile",
}


@pytest.mark.parametrize(("dialect", "language"), SAMPLES)
def test_programs_and_languages_are_recognised(dialect: str, language: str) -> None:
    header = SAMPLES[dialect, language]
    delimiter = ";" if ";" in header else ","
    titles = header.split(delimiter)
    found = inspect(made(header, delimiter.join(f"value {n}" for n in range(len(titles)))))
    assert (found.dialect, found.language, found.sure) == (dialect, language, True)
    assert None not in found.mapping
    [record] = records(found)
    assert record.card is not None
    assert {"surname", "given"} <= {part["kind"] for part in record.card["name"]["components"]} or dialect == "gmail"


def test_every_table_of_header_texts_is_recognised_whole() -> None:
    assert all(known(field) for table in tables().values() for fields in table.values() for field in fields)
    for (dialect, language), table in tables().items():
        if dialect not in ("any", "gmail"):  # what tells the old Gmail apart is numbered
            assert recognise(list(table)).sure, (dialect, language)


def test_linkedin_with_its_notes() -> None:
    data = made(
        "Notes:",
        '"When exporting your connection data, you may notice that some of the email addresses are missing, and more."',
        "",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        'Ada,Lovelace,https://www.linkedin.com/in/ada,,"Engines, Inc.",Analyst,12 Mar 2024',
        ",,,,,,",
    )
    record = only(data)
    assert record.line == 5
    card = record.card
    assert card is not None
    assert card["onlineServices"]["x1"] == {"service": "LinkedIn", "uri": "https://www.linkedin.com/in/ada"}
    assert card["organizations"]["o1"]["name"] == "Engines, Inc." and card["titles"]["t1"]["name"] == "Analyst"
    assert card["kithbook.app:custom"] == [{"label": "Connected On", "value": "12 Mar 2024"}]


def test_an_unknown_table_is_guessed_and_refused() -> None:
    data = made("Kunde,Telefon (privat),Schuhgröße,E-Mail", "Ada Lovelace,0170 12345,38,a@x.de")
    found = inspect(data)
    assert (found.dialect, found.sure) == (None, False)
    assert found.mapping == ("name", "phone.home", None, "email")
    assert found.samples == (("Ada Lovelace", "0170 12345", "38", "a@x.de"),)
    with pytest.raises(Refused, match="--map"):
        read(data)
    [record] = records(found)
    assert record.card and record.card["kithbook.app:custom"] == [{"label": "Schuhgröße", "value": "38"}]


def test_a_mapping_says_what_columns_mean() -> None:
    data = made("who,shoe,x,how", "Ada Lovelace,38,secret,a@x.de")
    mapping = mapping_from_json('{"Who": "name", "4": "email.work", "x": null}')
    card = card_of(data, mapping=mapping)
    assert card["name"]["full"] == "Ada Lovelace"
    assert card["emails"] == {"e1": {"address": "a@x.de", "contexts": {"work": True}}}
    assert card["kithbook.app:custom"] == [{"label": "shoe", "value": "38"}]
    assert "secret" not in str(card)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "not JSON"), ("[]", "JSON object"), ('{"who": "nonsense"}', "nonsense"), ('{"who": 3}', "no field named")],
)
def test_a_wrong_mapping_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        mapping_from_json(text)


def test_a_mapping_for_a_missing_column_is_refused() -> None:
    with pytest.raises(Refused, match="colour"):
        read(made("who,how", "a,b"), mapping={"colour": "name"})


def test_a_date_that_is_none_is_a_problem_and_kept() -> None:
    record = only(made("First Name,Last Name,E-mail Address,Home Street,Birthday", "Ada,L,a@x.com,S,soon"))
    assert record.card is not None and record.card["kithbook.app:custom"] == [{"label": "Birthday", "value": "soon"}]
    [problem] = record.problems
    assert problem.line == 2 and "soon" in str(problem.sentence)


def test_an_unclosed_quote_costs_one_line() -> None:
    data = made(
        "First Name,Last Name,E-mail Address,Home Street", 'Ada,L,a@x.com,"5 inch', "Bo,M,b@x.com,S", "Cy,N,c@x.com,T"
    )
    found = list(read(data))
    assert [record.line for record in found] == [2, 3, 4]
    assert len(found[0].problems) == 1 and not found[1].problems and not found[2].problems


def test_a_company_without_a_person_is_an_organisation() -> None:
    card = card_of(made("First Name,Last Name,Company,Business Phone,E-mail Address", ",,Acme Ltd,1,"))
    assert card["kind"] == "org" and card["name"] == {"full": "Acme Ltd"}


def test_the_same_row_has_the_same_digest_and_others_do_not() -> None:
    header = "First Name,Last Name,E-mail Address,Home Street"
    one, two = read(made(header, "Ada,L,a@x.com,S", "Bo,L,a@x.com,S"))
    [again] = read(made(header, "Ada,L,a@x.com,S", end="\r\n", encoding="utf-16"))
    assert one.digest == again.digest != two.digest and len(one.digest) == 32


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, end: str) -> None:
    lines = ("Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Notizen", 'Jürgen,Groß,Jürgen Groß,j@x.de,"a""b"')
    data = end.join(line.replace(",", delimiter) for line in (*lines, "")).encode(encoding)
    found = inspect(data)
    assert (found.delimiter, found.dialect) == (delimiter, "thunderbird")
    card = card_of(data)
    assert card["name"]["full"] == "Jürgen Groß" and card["notes"]["n1"]["note"] == 'a"b'


def test_other_code_pages_and_mixed_files() -> None:
    line = "First Name,Last Name,E-mail Address,Home Street\nŁukasz,Żak,a@x.pl,S\n"
    assert card_of(line.encode("cp1250"), code_page="cp1250")["name"]["full"] == "Łukasz Żak"
    mixed = (
        "First Name,Last Name,E-mail Address,Home Street\nZoë,Ł,a@x.com,S\nŻak,ü,b@x.com,S\n".encode()
        + "Zoë,B,c@x.com,S\n".encode("cp1252")
    )
    found = inspect(mixed)
    assert found.encoding == "utf-8 + cp1252"
    assert [r.card and r.card["name"]["components"][1]["value"] for r in records(found)] == ["Zoë", "Żak", "Zoë"]


def test_excels_first_line() -> None:
    data = made("sep=;", "First Name;Last Name;E-mail Address;Home Street", "Ada;L;a@x.com;S")
    assert only(data).line == 3


def row_of(card: Card, dialect: str) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO("".join(write([card], dialect)).removeprefix("\ufeff"), newline="")))
    return dict(zip(rows[0], rows[1], strict=True))


FULL: Card = {
    "@type": "Card",
    "version": "1.0",
    "name": {
        "full": "Dr. Ada Lovelace",
        "components": [
            {"kind": "surname", "value": "Lovelace"},
            {"kind": "given", "value": "Ada"},
            {"kind": "title", "value": "Dr."},
        ],
    },
    "nicknames": {"k1": {"name": "Countess"}},
    "organizations": {"o1": {"name": "Engines", "units": [{"name": "Research"}]}},
    "titles": {"t1": {"name": "Analyst", "kind": "title"}},
    "emails": {f"e{n}": {"address": f"a{n}@x.com", "contexts": {"work": True}} for n in range(1, 8)},
    "phones": {
        "p1": {"number": "+44 1", "features": {"mobile": True}},
        "p2": {"number": "+44 2", "contexts": {"work": True}, "features": {"fax": True}},
    },
    "addresses": {
        "a1": {
            "components": [{"kind": "name", "value": "Weg 1"}, {"kind": "locality", "value": "Ulm"}],
            "contexts": {"private": True},
        }
    },
    "links": {"l1": {"uri": "https://b.example"}},
    "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "year": 1815, "month": 12, "day": 10}}},
    "keywords": {"Friends": True},
    "notes": {"n1": {"note": "=hello"}},
    "relatedTo": {"William": {"relation": {"spouse": True}}},
    "kithbook.app:custom": [{"label": "Shoe size", "value": "38"}],
}


def test_google_out_and_in_keeps_the_card() -> None:
    row = row_of(FULL, "google")
    assert (
        row["First Name"] == "Ada" and row["Labels"] == "* myContacts ::: Friends" and row["Birthday"] == "1815-12-10"
    )
    assert row["E-mail 5 - Value"] == "a5@x.com ::: a6@x.com ::: a7@x.com" and row["Notes"] == "'=hello"
    assert card_of("".join(write([FULL], "google")).encode()) == FULL


def test_outlook_out_and_in_keeps_nearly_all() -> None:
    row = row_of(FULL, "outlook")
    assert row["Mobile Phone"] == "+44 1" and row["Business Fax"] == "+44 2" and row["Birthday"] == "12/10/1815"
    assert row["Home Street"] == "Weg 1" and row["Spouse"] == "William" and row["Categories"] == "Friends"
    assert (
        row["User 1"] == "a4@x.com; a5@x.com; a6@x.com; a7@x.com"
        and row["User 4"] == "Nickname: Countess; Shoe size: 38"
    )
    card = card_of("".join(write([FULL], "outlook")).encode())
    for name in ("name", "organizations", "titles", "addresses", "anniversaries", "keywords", "notes", "relatedTo"):
        assert card[name] == FULL[name]


def test_unknown_dialects_are_refused() -> None:
    with pytest.raises(Refused, match="lotus"):
        write([FULL], "lotus")


def test_every_choice_is_a_field() -> None:
    found = choices()
    assert all(known(field) and str(name) for field, name in found)
    assert len({field for field, _ in found}) == len(found) == len({str(name) for _, name in found})


@pytest.mark.parametrize("dialect", ["google", "outlook"])
def test_an_organisation_comes_back_as_one(dialect: str) -> None:
    card = {"@type": "Card", "version": "1.0", "kind": "org", "uid": "u", "name": {"full": "Hafen Logistik"},
            "phones": {"p1": {"number": "+49 40 1234 5670"}}}  # fmt: skip
    data = "".join(write([card], dialect)).encode()
    (record,) = read(data)
    assert record.card is not None
    assert (record.card["kind"], record.card["name"]["full"]) == ("org", "Hafen Logistik")
