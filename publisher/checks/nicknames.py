"""Short forms of first names that are not their beginnings: who is Tom in a transcript may be Thomas among the hosts.

In small letters and without accents, as names are compared.
"""

from __future__ import annotations

from typing import Final

# The full names, and after the colon what people with them are called.
_FORMS: Final = """
    abigail: abby, gail
    albert: bert, bertie
    aleksandr, aleksander, alexander, alexandra, alexandre, oleksandr, olexandr: sandra, sandro, sascha, sasha, xander
    alejandro, alejandra: jandro, jandra
    aleksei, alexei, alexey, aleksey: alyosha, lesha, lyosha
    anastasia, anastasiia, anastasiya: asya, nastia, nastya, stacy
    andrei, andrew, andrey, andreas: andy, drew, dre
    anna, anne: annie, anya, anja, nancy
    anthony, antonio, antoine, anton: toni, tony
    barbara: babs, barb
    benjamin: benji, benny
    catherine, caterina, katharina, katherine, kathrin: cathy, kate, kathy, katie, kitty
    ekaterina, kateryna, katarzyna, katerina: kasia, kate, katia, katja, katya
    charles, charlotte: charlie, chuck, lotte, lottie
    christopher, christoph: chris, kit, topher
    christina, christine, kristina: chrissy, chris, kris, tina
    daniel, daniela, danielle: danny, dani
    dmitri, dmitrii, dmitriy, dmitry, dmytro: dima, mitya
    dorothy, dorothea: dot, dottie, dora
    edward, edmund, eduard: ed, eddie, ned, ted, teddy
    elena, helen, helena, olena: lena, nell, nelly
    eleanor, eleonora: ellie, nell, nora
    elizabeth, elisabeth, elisabetta: bess, beth, betsy, betty, lilibet, lisa, liz, liza, lizzie, lizzy, sisi
    emmanuel, manuel: manny, manu
    evgenii, evgeny, yevgeny, evgeniya, yevgenia: zhenya
    francesco, francis, francisco, franciscus, franz: cisco, frank, frankie, fran, paco, pancho
    frederick, friedrich: fred, freddie, freddy, fritz
    gabriel, gabriela, gabrielle: gabby, gaby
    georgios, george, georg: georgie, giorgos, yorgos, schorsch
    gerald, gerard: gerry, jerry
    gregory: greg, grisha
    guillermo: memo
    gustav: gus
    harold, henry: hal, hank, harry
    heinrich: heiner, heinz
    ignacio: nacho
    isabel, isabella, isabelle: bella, izzy
    ivan: vanya
    james: jamie, jim, jimmy
    jacob, jakob: jake
    jennifer: jen, jenny, jenn
    joaquin: quino
    johann, johannes: hannes, hans, jan
    john: jack, johnny, jon
    jonathan: johnny, jonny, jon
    jose, joseph, giuseppe, josef: beppe, joey, pepe, pino, sepp
    joshua: josh
    judith: judy
    katrina: trina
    kenneth: kenny
    konstantin, constantin: kostya
    lawrence, laurence, lorenzo: larry, lars, renzo
    leonard, leonardo: lenny, leo
    lyudmila, ludmila: lyuda, mila
    magdalena, magdalene: leni, lena, maggie
    margaret, margarete, margarita: daisy, greta, grete, madge, maggie, meg, megan, peggy, rita
    maria, mary: masha, molly, mia, polly
    martha: marty, patty
    martin: marty
    matthew, matthias, mateo: matt, matti, teo
    maximilian, maxim, maksim: max
    megan: meg
    melissa: lissa, missy
    michael, mikhail, mykhailo, michal, miguel, mikael: micha, mick, mickey, micky, mike, mikey, mischa, misha
    mohamed, mohammad, mohammed, muhammad: mo
    natalia, nataliya, natalya, natalie: nata, natasha, tasha, talia
    nicholas, nicolas, nikolas, nikolai, nikolay, nikolaus: klaus, kolya, nick, nicky, nico, niko
    olga: olya
    pamela: pam
    patricia: pat, patsy, patty, tricia, trish
    patrick: paddy, pat
    pavel, pavlo: pasha
    peter, petr, pyotr: pete, petya
    philip, philippe, phillip: pip, phil
    rebecca: becca, becky
    reinhard: hardy
    richard: dick, ricky, rich, richie, rick
    robert: bob, bobby, bert, rob, robbie
    roberto: beto
    ronald: ronnie
    rudolf: rolf
    samuel, samantha: sammy
    sergei, sergey, serhii, sergii: serge, serhiy, seryozha
    stephen, steven, stefan, stephan: steve, stevie
    sebastian: bastian, basti, seb
    susan, susanna, susanne, suzanne: sue, susi, susie, suzie, suzy
    svetlana, svitlana: lana, sveta
    tatiana, tatyana, tetiana: tanya, tania
    theodore, theodor: ted, teddy, theo
    theresa, therese: resi, terry, tess, tessa
    thomas: tom, tommy
    timothy: timmy
    tobias: toby, tobi
    ulrich, ulrike: uli, ulli, rike
    victoria, viktoria: tori, vicky, vika
    vladimir, volodymyr: vova, volodya, vlad
    wilhelm, wilhelmina: helmi, willi, willy, mina
    william: bill, billy, liam, will, willie, willy
    yuri, yuriy, iurii: yura
    zachary: zack, zak
"""


def _full_names() -> dict[str, frozenset[str]]:
    """For each short form the names that it may stand for."""
    names: dict[str, set[str]] = {}
    for line in _FORMS.strip().splitlines():
        full, _, short = line.partition(":")
        for form in short.split(","):
            names.setdefault(form.strip(), set()).update(name.strip() for name in full.split(","))
    return {form: frozenset(full) for form, full in names.items()}


FULL_NAMES: Final = _full_names()
