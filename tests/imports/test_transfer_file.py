"""Common transfer files of any version, in any name space."""

from datetime import date

import pytest

from apdesk.imports.roll import read_roll

CTF = """<?xml version="1.0" encoding="utf-8"?>
<CTfile{space}><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion></Header>
<CTFpupilData>
<Pupil><UPN>L999204218003</UPN><Surname>Okonjo</Surname><Forename>Chidera</Forename><DOB>2012-03-14</DOB>
<{sex}>F</{sex}>
<BasicDetails><FormerUPN>E31740212101A</FormerUPN><PreferredForename>Chi</PreferredForename>
<MiddleNames>Ada</MiddleNames><NCyearActual>10</NCyearActual><Ethnicity>BAFR</Ethnicity></BasicDetails>
<FSMhistory><FSMinstance><FSMstartDate>2024-01-08</FSMstartDate></FSMinstance></FSMhistory>
<LookedAfter><InCare>false</InCare></LookedAfter>
<SENhistory><SEN><StartDate>2023-09-01</StartDate><SENprovision>N</SENprovision></SEN>
<SEN><StartDate>2025-01-06</StartDate><SENprovision>K</SENprovision></SEN></SENhistory>
<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>SEMH</SENtype></SENneed>
<SENneed><SENtypeRank>2</SENtypeRank><SENtype>SLCN</SENtype></SENneed></SENneeds>
<Address><BS7666Address><PAON>26</PAON><Street>Saltmarsh Avenue</Street><Town>Wexbridge</Town></BS7666Address>
<PostCode>WX3 5RD</PostCode></Address>
<Contacts><Contact><Order>1</Order><Title>Mrs</Title><Surname>Okonjo</Surname><Forename>Folasade</Forename>
<Relationship>MOT</Relationship><Responsibility>true</Responsibility>
<Phones><Phone><TelephoneType>M</TelephoneType><PhoneNo>07700 900142</PhoneNo></Phone></Phones></Contact></Contacts>
</Pupil>
<Pupil><UPN>H999206618002</UPN><Surname>Marlowe</Surname><Forename>Kayden</Forename><DOB>2012-12-03</DOB></Pupil>
</CTFpupilData></CTfile>
"""


@pytest.mark.parametrize("space", ["", ' xmlns="urn:example:ctf"'])
@pytest.mark.parametrize("sex", ["Sex", "Gender"])
def test_a_transfer_file_is_read_whatever_its_version(tmp_path, space, sex):
    path = tmp_path / "9994100_CTF_9992010001.xml"
    path.write_text(CTF.format(space=space, sex=sex), encoding="utf-8")
    roll = read_roll(path)
    chidera, kayden = roll.rows
    assert (roll.source_kind, roll.source) == ("ctf", "CTF")
    assert (chidera.line, kayden.line) == (1, 2)
    assert (chidera.upn, chidera.former_upn) == ("L999204218003", "E31740212101A")
    assert (chidera.surname, chidera.forename, chidera.preferred_forename, chidera.middle_names) == (
        "Okonjo", "Chidera", "Chi", "Ada")
    assert (chidera.born, chidera.sex, chidera.year) == (date(2012, 3, 14), "F", 10)
    assert (chidera.sen, chidera.sen_need, chidera.fsm, chidera.looked_after) == ("K", "SEMH, SLCN", True, False)
    assert (chidera.address, chidera.postcode) == ("26, Saltmarsh Avenue, Wexbridge, WX3 5RD", "WX3 5RD")
    (mother,) = chidera.contacts
    assert (mother.name, mother.relationship, mother.priority) == ("Mrs Folasade Okonjo", "Mother", 1)
    assert (mother.parental_responsibility, mother.phone) == (True, "07700 900142")
    assert kayden.born == date(2012, 12, 3)
