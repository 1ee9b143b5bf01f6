"""Which headings mean which fact: the words that SIMS, Arbor, Bromcom and common transfer files use."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from apdesk.domain.roll_row import LABELS

NAME_FORENAME_FIRST = "full_name"
NAME_SURNAME_FIRST = "full_name_surname_first"
EHCP = "ehcp"
ADDRESS_PART = "address_part"
CONTACTS_OFFERED = 6


class RollField(NamedTuple):
    """Something that a column can mean."""

    id: str
    label: str


# Headings without case, spaces and punctuation. A heading that begins with pupil, student or learner is tried
# without that word too.
_SYNONYMS: dict[str, str] = {
    "upn": "upn uniquepupilnumber currentupn upnnumber",
    "former_upn": "formerupn previousupn",
    "uln": "uln uniquelearnernumber learnernumber",
    "admission_number": "adno admno admissionnumber admissionno admissionsnumber admissionnum admnumber adnumber",
    "mis_id": "id studentid pupilid personid misid arborstudentid arborid bromcomid simsid systemid externalid",
    "surname": "surname legalsurname lastname legallastname familyname legalfamilyname",
    "forename": "forename legalforename firstname legalfirstname givenname legalgivenname forenames firstnames",
    "middle_names": "middlename middlenames legalmiddlename legalmiddlenames",
    "preferred_surname": "preferredsurname chosensurname preferredlastname chosenlastname preferredfamilyname",
    "preferred_forename": "preferredforename preferredfirstname chosenforename chosenfirstname knownas preferredname "
                          "chosenname preferredgivenname",
    NAME_FORENAME_FIRST: "name fullname pupilname studentname legalname legalfullname displayname forenamesurname "
                         "firstnamelastname firstnamesurname preferredfullname student pupil forenameandsurname",
    NAME_SURNAME_FIRST: "surnameforename surnameandforename surnamefirstname lastnamefirstname surnameforenames "
                        "legalsurnameforename legalsurnamelegalforename preferredsurnameforename",
    "born": "dob dateofbirth birthdate birthday born bornon",
    "sex": "sex gender legalsex legalgender mf",
    "year": "year yeargroup ncyear curriculumyear nationalcurriculumyear ncyearactual yr yeargrp ncyeargroup "
            "currentyeargroup currentyear yeartaughtin curriculumyeargroup",
    "form": "reg reggroup registrationform registrationgroup tutorgroup form formgroup class regform tutorgrp "
            "currentform currentregistrationform regclass registrationclass",
    "tutor": "tutor formtutor tutorname regtutor registrationtutor currenttutor",
    "sen": "sen senstatus senprovision sencode currentsenstatus senstage currentsenprovision sendstatus send "
           "sencurrentstatus",
    EHCP: "ehcp ehc ehcplan hasehcp educationhealthandcareplan",
    "sen_need": "primaryneed sentype senneed senprimaryneed primarysenneed typeofneed primarysentype sendneed "
                "senneeds primarysenneedtype senprimaryneedtype",
    "medical": "medical medicalconditions medicalcondition medicalnotes medicalneeds medicalinformation",
    "pupil_premium": "pupilpremium pp ppindicator pupilpremiumindicator pupilpremiumeligible pupilpremiumrecipient "
                     "pupilpremiumstatus ppeligible ppstatus eligibleforpupilpremium pupilpremiumeligibility",
    "fsm": "fsm freeschoolmeals freemeals fsmeligible eligibleforfsm eligibleforfreemeals fsmeligibility fsmstatus "
           "freeschoolmealseligible eligibleforfreeschoolmeals currentfsm freeschoolmeal",
    "fsm_ever": "fsm6 ever6 fsmever6 ever6fsm everfsm fsmever everfsm6",
    "eal": "eal ealstatus englishasanadditionallanguage englishadditionallanguage",
    "looked_after": "incare lac lookedafter lookedafterchild currentlyincare cla childlookedafter inlacare "
                    "inlocalauthoritycare incarestatus lookedafterstatus lacstatus",
    "social_worker": "socialworker hassocialworker cin childinneed cinstatus hasasocialworker",
    "child_protection": "cp cpplan childprotection childprotectionplan cpp subjecttochildprotectionplan",
    "young_carer": "youngcarer youngcarerstatus",
    "service_child": "servicechild servicechildren servicechildrenineducation serviceparent servicefamily",
    "ethnicity": "ethnicity ethniccode ethnicgroup ethniccategory ethnicitycode",
    "first_language": "firstlanguage language homelanguage mothertongue",
    "enrolment_status": "enrolmentstatus enrolstatus enrollmentstatus enrolment",
    "joined_on": "dateofadmission admissiondate doa dateofentry entrydate dateadmitted joined joineddate datejoined",
    "left_on": "leavingdate dateofleaving dol leavedate dateleft left leaverdate",
    "address": "address homeaddress fulladdress addressblock postaladdress mainaddress",
    ADDRESS_PART: "houseno housename housenumber apartment flat street streetname district locality town towncity "
                  "county address1 address2 address3 address4 address5 addressline1 addressline2 addressline3 "
                  "addressline4 addressline5",
    "postcode": "postcode zip homepostcode postalcode",
    "phone": "phone telephone hometelephone homephone telephonenumber phonenumber mobile mobilephone mobilenumber "
             "telno maintelephone",
    "email": "email emailaddress schoolemail mainemail",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
PUPIL_FIELDS: tuple[str, ...] = tuple(_SYNONYMS)

_CONTACT_PARTS: dict[str, str] = {
    "name": "name fullname displayname",
    "title": "title",
    "forename": "forename firstname givenname initial initials",
    "surname": "surname lastname familyname",
    "relationship": "relationship relation relationshiptopupil relationshiptostudent relationshiptochild type",
    "parental_responsibility": "parentalresponsibility pr hasparentalresponsibility parentresponsibility",
    "lives_with": "liveswith liveswithpupil liveswithstudent livesatsameaddress sameaddress liveswithchild "
                  "addressaspupil residentwithpupil",
    "priority": "priority order contactorder prioritynumber",
    "phone": "mobile mobilephone mobilenumber mobiletelephone phone telephone phonenumber telephonenumber tel "
             "hometelephone homephone maintelephone primaryphone daytimephone",
    "other_phone": "work workphone worktelephone alternativephone secondphone otherphone",
    "email": "email emailaddress homeemail mainemail",
    "address": "address homeaddress fulladdress addressblock",
    "postcode": "postcode",
}
_CONTACT_FIELD_OF = {word: part for part, words in _CONTACT_PARTS.items() for word in words.split()}
CONTACT_PARTS: tuple[str, ...] = tuple(_CONTACT_PARTS)

_CONTACT_WORDS = "(?:priority)?(?:parentcarer|parentguardian|parent|carer|guardian|emergencycontact|primarycontact|" \
                 "familycontact|contact)s?"
_CONTACT_HEADING = re.compile(
    rf"(?:(?P<before>\d)(?:st|nd|rd|th)?|priority(?P<rank>\d))?{_CONTACT_WORDS}(?P<number>\d)?(?P<part>\D*)(?P<after>\d)?"
)
# These stand alone only where a roll has one row a contact.
_ALONE = {
    "relationship": "relationship", "relationshiptopupil": "relationship", "relationshiptostudent": "relationship",
    "parentalresponsibility": "parental_responsibility", "liveswith": "lives_with", "liveswithpupil": "lives_with",
    "liveswithstudent": "lives_with", "priority": "priority",
}


def plain_heading(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", heading.casefold()).replace("&", "and")
    return "".join(sign for sign in plain if sign.isalnum())


def field_of(heading: str) -> str | None:
    """The fact that a heading means; None where the heading is not known.

    A contact's heading gives "contact.2.email"; number 0 is the contact of a roll with one row a contact.
    """
    plain = re.sub(r"(?<=.{3})(tf|yn|yesno|truefalse)$", "", plain_heading(heading))
    if not plain:
        return None
    for word in (plain, re.sub(r"^(pupil|student|learner|child)s?", "", plain)):
        if word in _FIELD_OF:
            return _FIELD_OF[word]
    if plain in _ALONE:
        return f"contact.0.{_ALONE[plain]}"
    found = _CONTACT_HEADING.fullmatch(plain)
    part = _CONTACT_FIELD_OF.get(found["part"] or "name") if found else None
    if found is None or part is None:
        return None
    number = found["before"] or found["rank"] or found["number"] or found["after"] or "0"
    return f"contact.{number}.{part}"


def label_of(field: str) -> str:
    """What a column's meaning is called in the window."""
    special = {
        NAME_FORENAME_FIRST: "Name, first name first", NAME_SURNAME_FIRST: "Name, surname first",
        EHCP: "EHC plan", ADDRESS_PART: "A line of the address",
    }
    if field in special:
        return special[field]
    if field.startswith("contact."):
        _, number, part = field.split(".")
        which = "Contact" if number == "0" else f"Contact {number}"
        return f"{which}: {LABELS.get(part, part).lower()}"
    return LABELS[field]


def is_field(field: str) -> bool:
    """True for every id that a mapping may name."""
    if field.startswith("contact."):
        parts = field.split(".")
        return len(parts) == 3 and parts[1].isdigit() and parts[2] in CONTACT_PARTS
    return field in _SYNONYMS


MAPPABLE: tuple[RollField, ...] = tuple(
    RollField(field, label_of(field)) for field in (
        *PUPIL_FIELDS,
        *(f"contact.{number}.{part}" for number in range(CONTACTS_OFFERED + 1) for part in CONTACT_PARTS),
    )
)
