"""English words that are often written with a capital and still are no names, or are translated by meaning."""

from __future__ import annotations

from ..languages._shared import words

COMMON_WORDS = words(
    """
a about above according across act action activist activities adm administration admiral advisers advisor affairs
african africans after again against agency ago agreement aid air airline airlines airport airways all alliance allied
also although ambassador amendment american americans an analyst ancient and animal annual another any appeal appeals
apr april arab arabic arabs archbishop architecture are area arena army art arts as asian asians asked assembly
assistant associate associated association at athletic attorney aug august australian australians austrian authorities
authority auto autumn available avenue award awards baby back bad ball band bank bar baron baroness battle bay be
beach because been before behind being belgian below best better between beyond bible big bill bishop black block blog
blue board body book books border both bowl boy boys brazilian bridge brig brigade bright british briton britons
broadcasting brother brothers brown buddhist budget building bureau business but by cabinet call called cambodian came
campaign can canadian canadians cancer candidate cape capital capt captain car cardinal care case castle cathedral
catholic catholics center central centre century ceo chair chairman challenge chamber champion champions championship
championships chancellor channel charity charter chief child children chinese christian christians christmas church
cinema circuit citizen citizens city civil civilian class classic club cmdr co coach coalition coast code col cold
college colonel come coming command commander commerce commission commissioner committee commodore common commons
commonwealth communications communist communities community companies company comprehensive confederation conference
congress congressman congresswoman conservative conservatives constable constitution constitutional construction
consul consumer contemporary control convention cooperation corp corporation corps council councillor counsel
countries country county course court creative credit cricket crime criminal crisis critics cross crown cruise cuban
culture cup customs daily dame danish data daughter day days dean dear death dec december declaration defence defense
delegation democracy democrat democratic democrats department deputy described design despite detective development
did digital diplomatic director discovery disease district division do doctor does dog double down dr drive drug
duchess due duke during dutch each earl early earth east eastern economic economist economy editor education eight
either election electoral elementary embassy emergency emperor empire employment end energy engineering english
englishman enterprise entertainment environment environmental equality eu european europeans even evening events ever
every everyone evidence examination executive exhibition experts external facilities facility faculty fair faith
family father feb february federal federation federations fellow festival few field fifth film films final finals
finance financial finnish fire first five fleet food football for force forces foreign forest former formula fort
forum found foundation four fourth free freedom french frenchman fri friday friends from front full fund further
future gallery game games garden gate gay gen general generation german germans get girl girls given global god going
gold golden golf good gov government governor grand great greater greek greeks green group guard guide gulf had half
hall happy harbor harbour has have he head health hearing heart heavy help her here heritage heroes high higher
highway hill hills hindu his historic historical history holiday holy home homeland hospital hotel house households
housing how however human hundreds hungarian hurricane i ice if immigration imperial important in inc independence
independent indian indians indonesian industrial industries industry infantry information initiative innovation inside
inspector institute institution institutional insurance integrated intelligence interior internal international
internet into investigation investment iranian iranians iraqi iraqis irish is islam islamic island islands israeli
israelis it italian italians its january japanese jew jewish jews joint journal jr judge judges judiciary jul july
june junior just justice keep king kingdom kings know korean koreans labor laboratories laboratory labour lady lake
land language lao laotian large last late later latin law laws lead leader leaders league learning lebanese left legal
legislative less let level liberal liberation liberty library life light like limited line lines list little live
living local long look lord lords lot love low lower lt ltd made magazine magistrate magistrates mail main maj major
majority make making malaysian man management manager many march marine marines market marriage marshal master masters
match may maybe mayor me means medal media medical medicine meet meeting member members memorial men mental
meteorological metropolitan mexican mexicans mid middle military million minister ministers ministry minor miss
mission mobile modern monarch monday money mongolian monitor month months monument more morning most mother mount
mountain mountains movement movie mr mrs ms much municipal museum music muslim muslims must my myanmar nation national
nations native natural nature naval navy near need never new newly news newspaper next nicaraguan nice night nine no
nobel none nor normal north northeast northern northwest norwegian not note nothing nov november now nuclear number
obviously ocean oct october of off office officer official officials often oil old olympic olympics on once one online
only open opera operation operations opposition or orchestra order organisation organization orthodox other others our
out outside over own pacific page pakistani palace palestinian palestinians panel paper parade paralympic parents park
parliament parliamentary part parties partnership party path patrol peace pension people per perhaps persian petroleum
pictures place plan planet play player players please plus point police policy polish political politics pool poor
pope population port portuguese post power powers premier premiership pres present presidency president presidential
press prevention previous price pride primary prime prince princess principal prison private prize pro product
production products prof professional professor program programme project property prosecutor protection protestant
province provincial public queen quick quite quran race racing radio rail railway railways rather read ready real
really rear recent red reform refugee regarding region regional relations relief religious remember rep report
reporter reporters representative representatives republic republican republicans rescue research researcher
researchers reserve resistance resort resources response restaurant retired return rev reverend review revolution
revolutionaries revolutionary rich right rights ring river road rock royal rugby rule rules run rural russian russians
safety saint sale same saturday say says school schools science sciences scientist scientists scot scots scottish sea
search season second secret secretary section sector security see sen senate senator senators senior sep separately
sept september serbian sergeant series serious service services session set seven several sexual sgt shadow she
sheriff ship shop short should show side sign silver similar simply since singaporean single sir sister sisters site
six slovak small so soccer social socialist society soldier soldiers solicitor some son song soon south southeast
southeastern southern southwest southwestern soviet space spanish speaker speaking special sports spring square sr st
staff stage star stars start state statement states station statue still stop store storm story strait straits
strategic strategy street strip student students studies studio studios study style such suddenly summer summit sunday
super superintendent supply support supreme sure survey swedish swiss syrian syrians system taiwanese take talk task
tax teacher team tech technical technological technology television ten tennis territory terrorism test thai than
thank thanks that the theater theatre their them then theology theory there these they thing things think third this
those though thousands three through thu thur thurs thursday thus tibetan time times title to today together told tom
tomorrow too top tour tourism tournament toward tower town track trade traffic training transport transportation
travel treasury treaty tree trial tribunal tropical truth try tue tuesday turkish turks tv twin twitter two typhoon
ukrainian ukrainians under union unions unit united universal university until up upon upper us use valley various
venture ventures very veteran veterans via vice victory video vietnamese view villa village violence virtual vision
visit volunteer vote voters wall want war warning was watch water way we weather web website wed wednesday week
weekend weeks welcome welfare well welsh were west western what when whenever where whether which while whip white who
whole why wide widely wild wildlife will windows wing wings winter with within without woman women wonder woods work
worker workers working workshop world would wrong yacht yeah year years yemeni yes yesterday yet you young your youth
zone
    """
)
"""Lower case. Also the titles, weekdays, months, peoples and languages that stand before and between names."""
