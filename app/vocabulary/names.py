"""Common names of people in Denmark: a plain list, the same for everybody, that knows nothing of who lives here."""

from __future__ import annotations

from matching.text import fold

# First names as they are borne in the housing areas, then family names. Words for work, days and things are left out.
_DANISH = """
aage aase adam agnes agnete aksel albert alberte alexander alfred alma anders andrea ane anette anita anja anna anne
annelise annette anton arne arthur asger asta astrid august axel benjamin bent bente berit bertil bettina birgit
birgitte birthe bodil brian britt britta camilla carina carl carla caroline carsten casper cathrine cecilie charlotte
christian christina christine christoffer clara claus connie dagmar dagny daniel danny david dennis dorte dorthe ebbe
edith egon ejner elin elisabeth ella ellen elly else elsebeth emil emilie emma emmy erik erling esben ester esther eva
finn flemming frederik frederikke freja frida gerda gert gitte grete grethe gudrun gunhild gunnar gustav hanne hans
harald hedvig heidi helge helle henning henriette henrik herdis holger ib ida inga inge ingeborg inger ingrid irene
iris isabella ivan jacob jakob jan jane janne janni jannie jens jeppe jesper jette jimmi jimmy johan johanne johannes
john johnny jonas jonathan josefine julie julius jytte jørgen jørn kaj karen karin karina karl karla karoline kasper
katja katrine kenneth kenni kent kim kirsten kirstine kjeld klaus knud kristian kristina kristine kristoffer kurt lars
laura lea leif lena lene lillian linda line lis lisa lisbet lisbeth lise liselotte lizzi lone lotte louise lucas lukas
lærke mads magnus maja malene malthe margit margrethe maria marianne marie marlene martha martin mathias mathies
mathilde matilde mette mia michael mikael mikkel mille mona monica morten nanna natasja nete nicklas nicolai nicoline
niels niklas nikolaj nina noah ole oliver oluf oscar oskar otto ove palle pauline peder per pernille peter pia poul
preben rasmus rebecca regitze rikke rita robert rosa rune ruth sabrina sally sander sandra sanne sara sarah sebastian
signe sigrid silas silje simon simone sofia sofie sonja steen stefan sten stine stinne susanne svend søren tage tanja
tenna thea theis theodor therese thomas thor thorkild tilde tim tina tobias tom tommy tonni tony torben tove trine
troels ulla ulrik vera verner vibeke victor victoria vigga viggo vilhelm villads villy viola vivi walther werner willy
winnie yrsa yvonne
"""
_FROM_ELSEWHERE = """
abbas abdallah abdi abdikarim abdirahman abdul abdulkadir abdullah abdullahi abdulrahman abshir abu adnan afsaneh
ahmad ahmed ahmet aicha aisha ajmal akram aleksandra ali alia alireza aliya alketa amal amin amina aminah amine amir
amira amjad ammar amna anastasia andreea andrei andrzej aneta angela anh anil anisa arash arben ardita arif armin arta
asad ashraf asif asiya asma asta ayaan ayan ayesha aynur ayse aysel ayşe azad aziz aziza babak bahar bashir basma
batool beata behnam berivan besim bilal bilan bogdan boris bozena burhan cemile chanda cheng cihan daoud daud deeqa
dejan deniz dilan diyar dragan dragana dragica ebru edita ehsan elena elham elif elira elmi emin emine emir emre enes
erdal erol esma esra ewa faduma fadumo fahad faisal farah farhad farhan fariba farid farida faris farzaneh fateme
fatemeh fatima fatimah fatma fatoumata fatuma fawad fereshteh fikret filsan firas gabriela galina ghada ghassan goran
gul guled gülsen habib habiba hadi hadia hafsa haider haleema halima halimo hamad hamdi hamid hamida hamza hana hanaa
hanan hani hasan hashim hassan hatice hawa hawo hayat hayder heba hiba hibo hieu hoa hoang hodan hodo hossein huda
hung huong husein huseyin husna hussain hussein hüseyin ibrahim idil idris ifrah igor ikram ilham iman imran inaam
ines ioana irena irina isa ismael ismahan ismail israa issa ivana iwona izabela jama jamal jamila jasmin jasmina javad
jawad jelena jibril jihad joanna jolanta jovana jusuf kadija kadir kadra kamal kamil kani karim karima karwan kasim
katarzyna kawa kemal khadija khadijo khadra khaled khalid khalida khalil kinga kwame lamia layla leila lejla leyla
liban lien linh liridona ljubica lubna luul magdalena maged maha mahad mahdi mahmoud mahmud mahnaz mai majid malak
malgorzata manal marwa maryam maryama maryan marzena mehdi mehmet mehran mehtap melek meltem merima meryem metin
mihaela milad milan milena milica mina minh mirela mirjana mirza misbah mohamad mohamed mohammad mohammed mohamud mona
monika moses mostafa muhamed muhammad muhammed muhsin muna munira muqdisho murad murat musa mustafa mustapha nabil
nada nadia nadifa nadir nadiya naima najib najla najma narges nasima nasir nasra nasrin nasser natalia natalya nawal
nazanin nazia nazli nebojsa nermin neslihan ngoc nguyet nhung nida nimco nimo noor nora nour noura nur nura nuri
nurten oksana ola oleg oleksandr olena olga omar omid onur orhan osama osman parisa parvaneh parveen parwin pawel
phuong piotr qasim quang radek radka rafal rahel rahima rahma ramadan rami rana rania rasha rashid raza reem remzi
reza rima riyad riyadh roda roya rukiya ruqia saad saadia saba sabah sabina sabrin sadia sadiq safa safia safiya sagal
sahar sahra said saida saif salah salam saleh salem salim salima salma salman sam samia samir samira samsam sana
sandeep sanela saynab selim selma semra senad serap serkan sevda sevgi shabnam shadi shahid shahin shahnaz shahram
shakir shamsa sharifa shayma sherin shirin shukri sihaam sinan slavica snezana soheila somaya sonia suad suada sukri
sulaiman suleiman suleyman sumaya svetlana swietlana süleyman tahir tahira tamer tarek tarik tariq tatiana tatjana
thanh thao thi thuy tomasz trang tuan tugba ubah umar umut usman vahid valbona valentina van veli vesna viet vjosa
volodymyr wafa wafaa walid warsame wassim wioletta xawa yahya yana yara yasin yasir yasmin yasmina yassin yildiz yonis
yosef yousef yousra youssef yulia yuliia yunus yusra yusuf zahid zahir zahra zaid zain zainab zakaria zamzam zana
zarina zaynab zehra zeinab zeliha zeynep zohra zoran zubair zuhal zuhra özlem żaneta
"""
_FAMILY = """
aagaard abdi abdulle aden afrah albrechtsen ali andersen andreasen arslan aydin bach bak bakke bech berg berthelsen
bjerre brandt bruun bundgaard carlsen celik cetin christensen christiansen clausen dahl dalsgaard damgaard danielsen
demir dinh dogan eriksen farah frandsen frederiksen friis gade gregersen hansen hassan haugaard hedegaard henriksen
holm iversen jacobsen jakobsen jama jensen jeppesen jespersen jessen johansen johnsen jørgensen karlsen kaya khan
kjeldsen kjær klausen knudsen kocak koch kowalski kristensen kristiansen kristoffersen krogh kvistgaard larsen lassen
lauridsen lauritsen laursen lorenzen madsen markussen mathiasen mathiesen mikkelsen mohammadi mortensen munk mørch
nguyen nielsen nikolajsen nilsen nissen nowak nygaard olesen olsen overgaard ozdemir paulsen pedersen petersen pham
poulsen rahimi rasmussen ravn richter sahin schmidt schou schrøder simonsen skovgaard steffensen svendsen søndergaard
sørensen thomassen thomsen thorsen tran vestergaard villadsen winther yildirim yildiz yilmaz özdemir öztürk østergaard
øztürk
"""
NAMES = frozenset(fold(name) for name in f"{_DANISH} {_FROM_ELSEWHERE} {_FAMILY}".split())


def is_a_name(word: str) -> bool:
    """Whether a word is a common name, also as "Fatimas"."""
    folded = fold(word)
    return folded in NAMES or folded.removesuffix("s") in NAMES
