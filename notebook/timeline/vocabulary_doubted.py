"""English words that are nearly something else: what `doubts` asks about, and what it leaves alone. Data only."""

from __future__ import annotations

VAGUE = frozenset("spring summer autumn fall winter weekend christmas easter halloween".split()) | {"new year"}
LOOKALIKES = frozenset(
    "went wont wait waits watt wand wands ward wart waste wash wise wisp with ned nee nerd nerds needy gate"
    " game gale gaze gage gabe store stored stork storm stormy stony task premise tasked leaned learn wasted"
    " waited washes frida sundry sundae augusta augusto augustin augustus mouth mouths weed weeds weep"
    " weak minds dads pond ponds found founds provided provides provide wang".split()
)
# Months as other languages write them where English does not: beside a number a day, in no name.
ELSEWHERE = frozenset(
    "januar jänner januari janvier enero gennaio februar feber februari février fevrier febrero febbraio märz maerz"
    " mär mars maart marzo avril abril aprile mai mei mayo maggio maj juni juin junio giugno juli juillet julio luglio"
    " augusti augustus août aout agosto septembre septiembre settembre oktober okt octobre octubre ottobre novembre"
    " noviembre dezember dez décembre decembre diciembre dicembre".split()
)
