"""Languages in Latin letters that have no file but must not be taken for one that has: their commonest words and letters."""

from __future__ import annotations

from . import Language
from ._shared import words

NEIGHBOURS = (
    Language(
        "pt",
        "Portuguese",
        letters="ãõ",
        word_endings=words("ção ções ão ões dade mente ado ados ada adas ido inho eira eiro am em ou"),
        common_words=words(
            """o a os as um uma uns umas do da dos das no na nos nas ao aos à às pelo pela pelos pelas e em com sem por para de
            que não se mais mas como foi são ser está estão é ou já também seu sua seus suas ele ela eles elas isso este
            esta esse essa entre até depois quando muito sobre após tem há disse"""
        ),
    ),
    Language(
        "it",
        "Italian",
        letters="òùì",
        word_endings=words("zione zioni mente ità ato ati ata ate ere are ello ella che no to ti gli rà hi"),
        common_words=words(
            """il lo la i gli le un uno una di del dello della dei degli delle da dal dalla dai dalle a al alla ai alle in
            nel nella nei nelle con su sul sulla sui per tra fra e ed o ma se non che chi cui come dove quando anche più
            è sono era ha hanno aveva suo sua suoi loro questo questa ogni dopo prima stato stata fino ore"""
        ),
    ),
    Language(
        "nl",
        "Dutch",
        letters="ĳ",
        word_endings=words("en ij lijk heid aat eel oor aan uur aal eeft oon aar ijk oek ing"),
        common_words=words(
            """de het een en van in op te dat die dit met voor door bij uit naar om aan tot over onder tegen na is was zijn
            waren wordt werd worden heeft had hebben zal zullen kan kunnen moet niet geen ook maar als dan nog al er ze hij
            zij we wij hun haar zijn deze meer jaar volgens tussen sinds omdat vanaf niemand"""
        ),
    ),
    Language(
        "ca",
        "Catalan",
        letters="·àèòï",
        word_endings=words("ció cions ment tat ats eix ix ny ès at ar à"),
        common_words=words(
            """el la els les un una uns unes de del dels d l a al als amb en per pel pels que i o no es s va van ha han
            és són era més però també com quan fins des entre sobre sense aquest aquesta aquests seu seva seus ser estar
            està estarà partir"""
        ),
    ),
    Language(
        "sv",
        "Swedish",
        letters="åö",
        word_endings=words("ade ning ningen arna erna het lig ligt ande ska isk iska tt ör på en et"),
        common_words=words(
            """och att det som en ett är av för på med till den i har inte om var men de från vid kan ska skulle efter ut
            upp nu sin sina sitt han hon vi man eller när där också mot under mellan kommer blev vara hade"""
        ),
    ),
    Language(
        "da",
        "Danish or Norwegian",
        letters="åæø",
        word_endings=words("ede ning ningen erne het hed lig ligt ende ske sk else elser er en et"),
        common_words=words(
            """og at det som en et er af av for på med til den i har ikke om var men de fra ved kan skal ville efter etter
            ud ut op opp nu nå sin sine sit han hun vi man eller når der også mod mot under mellem mellom blev ble være
            havde hadde"""
        ),
    ),
    Language(
        "pl",
        "Polish",
        letters="ąćęłńśźżó",
        word_endings=words("ego emu ych ich ów ami ach ość nia nie owy owa owe ski ska skie cie ła ło li"),
        common_words=words(
            """i w z na do że się nie jest to o od po za przez dla oraz który która które jak ale a ma są był była było
            będzie przy pod nad między tym tego jego jej ich tak także już czy co przed podczas"""
        ),
    ),
    Language(
        "cs",
        "Czech or Slovak",
        letters="ěščřžýůďťňľĺŕ",
        word_endings=words("ého ému ých ích ovi ami ách ost ní ský ská ské ění ání la li"),
        common_words=words(
            """a v ve z ze na do že se si je to o od po za pro který která které jak ale má jsou byl byla bylo bude při
            pod nad mezi tím jeho její jejich také také už podle před s k i aby sa ktorý ktorá ako ale som nie bol"""
        ),
    ),
    Language(
        "id",
        "Indonesian or Malay",
        letters="",
        word_endings=words("kan nya ngan gan ran lah sasi wan tan asi ah ak uk"),
        common_words=words(
            """yang dan di dari untuk dengan pada ini itu tidak dalam akan oleh ke sebagai juga telah adalah ia mereka
            kami kita dia bahwa karena atau lebih sudah dapat bisa menjadi para antara setelah saat hari tahun tersebut
            mulai sampai hingga serta"""
        ),
    ),
    Language(
        "tr",
        "Turkish",
        letters="ğışç",
        word_endings=words("ları leri lar ler ndan nden dan den dı di ması mesi nın nin yor acak ecek ına ine ya ye ü"),
        common_words=words(
            """ve bir bu da de için ile olarak çok daha ne gibi kadar sonra o en ise olan olduğu değil ancak her var yok
            göre önce karşı arasında tarafından araya geldi"""
        ),
    ),
    Language(
        "ro",
        "Romanian",
        letters="ășțţşâî",
        word_endings=words("ul ului ilor ele ea ție ții are ești ătre lui ii ă"),
        common_words=words(
            """și în de la cu pe din să nu că o un a ai ale al este sunt fost mai care pentru prin după dar ca său sa sale
            cel cea cei cele va vor fi se s-a au până între către lui"""
        ),
    ),
)
