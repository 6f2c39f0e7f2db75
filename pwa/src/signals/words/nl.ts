// The words of signals, signing in and the register of processing, in Dutch at B1. They load with those pages.

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const nl = {
  undo: 'Ongedaan maken',
  tooLate: 'Te laat: het is al verstuurd.',
  themes: { afval: 'Afval', parkeren: 'Parkeren', jeugd: 'Jeugd', horeca: 'Horeca', milieu: 'Milieu', verkeer: 'Verkeer', dier: 'Dier', gebouw: 'Gebouw', anders: 'Anders' } as Record<string, string>,
  hats: { toezicht: 'Ik controleer of de regels worden nageleefd', opsporing: 'Ik verdenk iemand van een strafbaar feit' },
  hatNames: { toezicht: 'Toezicht', opsporing: 'Opsporing' },
  kinds: { signaal: 'Signaal', vraag: 'Vraag', kopie: 'Van een partner' },
  stages: { nieuw: 'Nieuw', gewogen: 'Gewogen', opgepakt: 'Opgepakt', doorgegeven: 'Doorgegeven', bewaard: 'Bewaard', 'geen-actie': 'Geen actie', beantwoord: 'Beantwoord', gesloten: 'Gesloten', ingetrokken: 'Ingetrokken', samengevoegd: 'Samengevoegd' } as Record<string, string>,
  obstacles: { 'geen-bevoegdheid': 'Geen bevoegdheid', 'geen-middelen': 'Geen middelen', 'niet-veilig': 'Niet veilig', 'geen-assistentie': 'Geen assistentie op tijd', 'geen-tijd': 'Geen tijd', 'niemand-aangetroffen': 'Niemand aangetroffen', anders: 'Iets anders' },
  roles: { boa: 'boa', coordinator: 'coördinator', wijkagent: 'wijkagent', team_chief: 'teamchef', inspector: 'inspecteur', prosecutor: 'officier van justitie', adviser: 'adviseur veiligheid', privacy_officer: 'privacyfunctionaris', secretary: 'secretaris', administrator: 'beheerder' } as Record<string, string>,
  lists: { mijn: 'Mijn signalen', 'te-doen': 'Te doen', postvak: 'Postvak' },
  home: { title: 'Signalen', record: 'Waarneming', lists: 'Lijsten', draft: 'Je hebt een waarneming die nog niet af is.', toDraft: 'Ga verder' },
  inside: { signIn: 'Meld je aan', signInText: 'Signalen zijn alleen te zien voor wie is aangemeld.', signInOffline: 'Aanmelden kan alleen met netwerk. Hier en Kaart werken wel, als je gemeente op je toestel staat.', toSignIn: 'Naar aanmelden', fromDevice: (name: string) => `De server antwoordt niet. Je werkt als ${name}; alles wordt bewaard en later verstuurd.` },
  signIn: {
    title: 'Aanmelden', none: 'Op deze server kan niemand zich aanmelden', noneText: 'Vraag je beheerder om een account of om aanmelden via je organisatie.', demoText: 'Dit is de demo. Kies wie je bent; deze mensen bestaan niet.',
    with: (name: string) => `Aanmelden met ${name}`, local: 'Met een account van Schouw', name: 'Gebruikersnaam', password: 'Wachtwoord', code: 'Code uit je app', codeText: 'Zes cijfers. Laat leeg als je geen code hebt ingesteld.', enter: 'Aanmelden',
    wrong: 'Aanmelden lukt niet. Kijk of alles klopt en probeer het opnieuw.', tooOften: 'Te vaak geprobeerd. Wacht een paar minuten.', unreachable: 'Schouw geeft nu geen antwoord. Probeer het zo nog eens.',
  },
  record: {
    title: 'Waarneming', photos: 'Foto’s', photo: (n: number) => `Foto ${n}`, addPhoto: 'Foto', morePhoto: 'Nog een', photoBusy: 'Even…', noPhoto: 'Dit bestand is geen foto die je toestel kan lezen.', photoFailed: 'De foto kon niet worden bewaard. Probeer het nog eens.', photoGone: 'De foto is weg.',
    isCovered: 'nagekeken', isUncovered: 'origineel', toCover: 'afdekken?', coverTitle: 'Gezichten en kentekens afdekken', coverText: 'Trek met je vinger een vak over elk gezicht en elk kenteken. Wat eronder zit, wordt niet bewaard.', photoAlt: 'Je foto. Trek vakken over wat niemand hoeft te zien.', box: (n: number) => `Vak ${n}. Verplaats met de pijlen, maak groter of kleiner met Shift en de pijlen, haal weg met Delete.`, addBox: 'Vak erbij', undoBox: 'Laatste vak weg', keepCovered: (n: number) => `Bewaar met ${many(n, 'vak', 'vakken')}`, nobodyOnIt: 'Er is niemand te herkennen',
    needOriginal: 'Ik heb het origineel nodig, omdat …', needOriginalText: 'Alleen bij opsporing. De reden wordt bewaard.', keepOriginal: 'Bewaar het origineel', removePhoto: 'Haal foto weg',
    where: 'Waar is het?', noPlace: 'Er is nog geen plek.', choosePlace: 'Kies plek', changePlace: 'Wijzig', onMap: 'plek op de kaart',
    what: 'Wat zie je?', tell: 'Vertel het in je eigen woorden', hatAsk: 'Wat ben je aan het doen?', hatHelp: 'Wat is het verschil?', deedAsk: 'Staat dit feit in je akte?', deedYes: 'Ja, ik mag hier zelf voor optreden', deedNo: 'Nee, ik leg het vast om door te geven',
    hatTexts: ['Controleer je of mensen en bedrijven zich aan de regels houden? Dan is het toezicht. Dan gelden de AVG en de regels voor toezichthouders.', 'Denk je dat iemand iets strafbaars deed, en wil je weten wie? Dan is het opsporing. Dan geldt de Wet politiegegevens, en mag je alleen optreden voor feiten die in je akte staan.', 'Begon je met controleren en krijg je een verdenking? Dan stap je over. Kies daarvoor later bij het signaal: Van toezicht naar opsporing. Het moment wordt vastgelegd.', 'Twijfel je? Kies dan toezicht en vraag het je coördinator.'],
    near: (n: number, m: number) => `${many(n, 'eerdere melding', 'eerdere meldingen')} binnen ${m} m`, belongs: 'Hoort hierbij', isNew: 'Dit is iets nieuws',
    more: 'Meer', couldNot: 'Kon je niet optreden?', couldNotNone: 'Niet aan de orde', couldNotText: 'Dit wordt geteld, zonder namen. Het helpt om te laten zien wat boa’s nodig hebben.', offence: 'Feitcode',
    missing: { theme: 'Kies wat je ziet.', text: 'Vertel wat je ziet, of maak een foto.', place: 'Kies waar het is.', deed: 'Zeg of het feit in je akte staat.' },
    send: 'Verstuur', throw: 'Gooi weg', thrown: 'De waarneming is weg.', savedAt: (time: string, online: boolean) => online ? `Bewaard om ${time}.` : `Bewaard om ${time}. Wordt verstuurd zodra je bereik hebt.`, savedOnline: 'Bewaard. Wordt nu verstuurd.', savedOffline: 'Bewaard. Wordt verstuurd zodra je bereik hebt.', notSaved: 'Dit kon niet worden bewaard. Laat dit scherm open en verstuur het zelf.', failed: 'Bewaren lukt niet. Probeer het nog eens; wat je typte staat er nog.',
    full: 'Je toestel is vol. Haal een gemeente weg bij Meer, of maak ruimte, en probeer het opnieuw.', low: (left: string) => `Je toestel raakt vol: nog ${left}. Haal een gemeente weg bij Meer, of maak ruimte.`,
  },
  guard: {
    off: 'Let op: deze versie kijkt niet mee naar kentekens, namen en nummers. Schrijf ze alleen op als het nodig is.',
    warns: { plate: 'Dit lijkt een kenteken. Is dit nodig?', bsn: 'Dit lijkt een burgerservicenummer. Dat mag hier bijna nooit.', phone: 'Dit lijkt een telefoonnummer. Is dit nodig?', name: 'Dit lijkt een naam. Is dit nodig?', minor: 'Dit gaat misschien over een kind. Is dit nodig?', medical: 'Dit gaat misschien over gezondheid. Is dit nodig?', email: 'Dit lijkt een e-mailadres. Is dit nodig?', iban: 'Dit lijkt een rekeningnummer. Is dit nodig?', handle: 'Dit lijkt een account. Is dit nodig?' } as Record<string, string>,
    words: { plate: 'kenteken', bsn: 'burgerservicenummer', phone: 'telefoonnummer', name: 'naam', minor: 'leeftijd', medical: 'gezondheid', email: 'e-mailadres', iban: 'rekeningnummer', handle: 'account' } as Record<string, string>,
    other: 'Dit gaat misschien over een persoon. Is dit nodig?', remove: 'Weghalen', keep: 'Bewaren, omdat …', why: 'Waarom is dit nodig?', keepIt: 'Bewaren', removed: 'Weggehaald.', keptFor: (what: string, reason: string) => `Bewaard: ${what}, omdat ${reason}`,
  },
  line: { answer: (from: string) => `Antwoord van ${from}:`, with: (organisation: string, role: string) => `bij ${role}, ${organisation}`, until: (day: string) => `antwoord voor ${day}`, late: (day: string) => `te laat: ${day}`, newer: 'Nieuwer', older: 'Ouder', page: (from: number, to: number, all: number) => `${from} tot en met ${to} van ${all}` },
  mine: { none: 'Je hebt nog geen signalen', noneText: 'Zie je iets? Maak een waarneming. Je leest hier wat ermee gebeurt.' },
  todo: { map: 'Op de kaart', walk: 'In looproute', walkText: 'Op volgorde van een looproute vanaf je plek.', walkNoSpot: 'Geef eerst je plek, of kies er een bij Hier.', walkFailed: 'De looproute lukt nu niet. Dit is de volgorde van de datum.', none: 'Er is niets te doen', noneText: 'Nieuwe signalen van je team komen hier.', noneInbox: 'Wat partners je geven of vragen komt hier.', open: 'Open', doubles: (n: number) => n === 1 ? 'Dit lijkt hetzelfde als:' : `Dit lijkt hetzelfde als deze ${n}:` },
  steps: {
    wegen: 'Wegen', oppakken: 'Oppakken', doorgeven: 'Doorgeven', vragen: 'Vraag een partner', bewaren: 'Bewaren', 'geen-actie': 'Geen actie', antwoorden: 'Antwoorden', sluiten: 'Sluiten', heropenen: 'Heropenen', corrigeren: 'Corrigeren', intrekken: 'Intrekken', samenvoegen: 'Voeg samen', 'bij-probleem': 'Hoort bij een probleem', 'naar-opsporing': 'Van toezicht naar opsporing', 'kon-niet-optreden': 'Kon niet optreden', ontvangst: 'Bevestig ontvangst',
    go: 'Doe dit', reason: 'Waarom?', newText: 'Zo moet het zijn', pending: 'Je vorige stap wordt verstuurd. Daarna kun je verder.', noProblems: 'Er is hier geen probleem bekend.', problem: 'Probleem:', whichProblem: 'Bij welk probleem hoort dit?',
    explain: { corrigeren: 'Er komt een nieuwe versie. De oude blijft te zien, en wie een kopie kreeg, krijgt de correctie ook.', intrekken: 'Wie een kopie kreeg, hoort dat je dit intrekt.', 'naar-opsporing': 'Vanaf nu geldt de Wet politiegegevens. Het moment en de reden worden vastgelegd.', heropenen: 'Het nummer en alles wat er al staat blijven.', bewaren: 'Het blijft staan voor als er meer komt.', wegen: 'Zeg wat dit signaal weegt.' } as Record<string, string>,
  },
  past: { opnemen: 'Opgenomen', wegen: 'Gewogen', oppakken: 'Opgepakt', doorgeven: 'Doorgegeven', vragen: 'Gevraagd aan een partner', bewaren: 'Bewaard', 'geen-actie': 'Geen actie', antwoorden: 'Beantwoord', sluiten: 'Gesloten', heropenen: 'Heropend', corrigeren: 'Gecorrigeerd', intrekken: 'Ingetrokken', samenvoegen: 'Samengevoegd', 'bij-probleem': 'Bij een probleem gezet', 'naar-opsporing': 'Van toezicht naar opsporing', 'kon-niet-optreden': 'Kon niet optreden', ontvangst: 'Ontvangst bevestigd', ontvangen: 'Ontvangen van een partner' } as Record<string, string>,
  done: { wegen: 'Gewogen.', oppakken: 'Opgepakt.', doorgeven: 'Doorgegeven.', vragen: 'Je vraag is verstuurd.', bewaren: 'Bewaard.', 'geen-actie': 'Geen actie, met je reden.', antwoorden: 'Je antwoord gaat zo weg.', sluiten: 'Gesloten.', heropenen: 'Heropend.', corrigeren: 'Gecorrigeerd.', intrekken: 'Ingetrokken.', samenvoegen: 'Samengevoegd.', 'bij-probleem': 'Bij het probleem gezet.', 'naar-opsporing': 'Dit is nu opsporing.', 'kon-niet-optreden': 'Vastgelegd.', ontvangst: 'Ontvangst bevestigd.' } as Record<string, string>,
  answer: { forSender: 'Dit leest wie het signaal gaf. Zonder antwoord kan een signaal niet dicht.', already: 'Er is al een antwoord gegeven. Je kunt er nog iets bij zeggen.', startFrom: 'Begin met een standaardtekst', choose: 'Kies een tekst', text: 'Je antwoord' },
  share: {
    toWhom: 'Aan wie?', whatFor: 'Waarvoor?', onTime: (done: number, all: number) => `antwoordt op tijd: ${done} van ${all}`, decision: 'Mag dit?', outcomes: { ja: 'Ja, dit mag.', moet: 'Ja. Je moet dit zelfs delen.', nee: 'Zo mag het niet. Dit kan wel:', 'weten-we-niet': 'Dat weten we niet zeker.' },
    article: (text: string) => `Regel: ${text}`, met: 'In orde', unmet: 'Nog niet in orde', textOf: (date: string) => `tekst van ${date}`, theySee: 'Dit zien zij', notShared: 'Dit gaat niet mee:', share: (name: string) => `Deel met ${name}`, routes: 'Dit kan wel', chooseRoute: 'Kies',
  },
  askPartner: { what: 'Wat wil je weten?', text: 'Je vraag, en waarvoor je het nodig hebt', failed: 'De vraag kon niet worden verstuurd. Probeer het nog eens.', wants: { plate: 'Kenteken', identity: 'Naam', contact: 'Contactgegevens', conduct: 'Wat er gezien is', photo: 'Foto’s' } },
  detail: { back: 'Naar de lijst', gone: 'Dit signaal is er niet', goneText: 'Het bestaat niet, of het is niet voor jou.', answer: 'Antwoord', seen: 'Wat er gezien is', question: 'De vraag', when: 'Wanneer', where: 'Waar', hat: 'Taak', provisions: 'Gegeven aan anderen', received: 'Ontvangen', notReceived: 'Nog niet bevestigd', timeline: 'Verloop' },
  outbox: {
    title: (n: number) => `Nog op dit toestel (${n})`, push: 'Verstuur nu', sending: 'Wordt verstuurd…', again: 'Probeer opnieuw', export: 'Bewaar als bestand', edit: 'Wijzig', remove: 'Haal weg', removed: 'Weggehaald.', tooMany: 'Er liggen al 500 dingen op dit toestel. Zoek bereik, zodat die eerst weg kunnen.',
    kinds: { signaal: 'Waarneming', stap: 'Stap' },
    reasons: { new: 'Wordt zo verstuurd.', offline: 'Wacht op netwerk.', server: 'De server antwoordt niet. We proberen het vanzelf opnieuw.', busy: 'De server is druk. We proberen het vanzelf opnieuw.', signIn: 'Meld je aan, dan gaat dit weg.', refused: 'De server neemt dit niet aan.', conflict: 'Dit signaal is ook ergens anders gewijzigd. Kies welke versie geldt.', waits: 'Wacht op wat eerder komt.', locked: 'Ontgrendel je toestel, dan gaat dit weg.', photo: 'Een foto wil niet mee.', damaged: 'Dit kan niet worden gelezen. Bewaar het als bestand.', tooLarge: 'Dit is te groot voor de server.' },
  },
  conflict: { mine: 'Op dit toestel', theirs: 'Op de server', useMine: 'Gebruik de mijne', useTheirs: 'Laat die van de server staan', dropped: 'Je eigen wijziging is weg.' },
  lock: {
    title: 'Dit toestel', who: 'Aangemeld', leave: 'Afmelden', leaveWaiting: (n: number) => `Er ${n === 1 ? 'ligt' : 'liggen'} nog ${many(n, 'ding', 'dingen')} op dit toestel. Dat blijft hier, verzegeld, tot jij je weer aanmeldt.`, guard: 'Slot', locked: 'Op slot', lockedText: 'Wat op dit toestel ligt, is op slot.', pin: 'Pincode', open: 'Ontgrendel', wrong: 'Dat is niet de goede pincode.', wait: (s: number) => `Te vaak fout. Wacht ${s} seconden.`, noPasskey: 'Dat lukte niet met dit toestel. Gebruik een pincode.',
    kinds: { open: 'Er is geen slot ingesteld.', pin: 'Er is een pincode ingesteld.', passkey: 'Er is een passkey ingesteld.' },
    texts: {
      open: ['Wat nog niet verstuurd is, ligt versleuteld op je toestel. De sleutel ligt in de browser en is niet uit te lezen door een script.', 'Dit helpt tegen een kopie van de gegevens. Het helpt niet tegen iemand die je ontgrendelde telefoon heeft: stel daarvoor een pincode of passkey in.'],
      pin: ['De sleutel gaat alleen open met je pincode. Na tien minuten uit beeld gaat alles weer op slot.', 'Vergeet je de pincode, dan is wat nog niet verstuurd is niet meer te lezen.'],
      passkey: ['De sleutel gaat alleen open met de passkey van dit toestel. Na tien minuten uit beeld gaat alles weer op slot.'],
    },
    setPin: 'Stel een pincode in', newPin: 'Andere pincode', pinText: (n: number) => `Minstens ${n} tekens.`, savePin: 'Bewaar pincode', pinSet: 'De pincode is ingesteld.', usePasskey: 'Gebruik een passkey', passkeySet: 'De passkey is ingesteld.', now: 'Nu op slot', remove: 'Haal het slot weg', removed: 'Het slot is weg.', room: 'Ruimte', roomLeft: (left: string) => `Nog ${left} vrij voor Schouw.`,
  },
  privacy: {
    title: 'Verwerkingen', notYours: 'Dit is voor de privacyfunctionaris', notYoursText: 'Meld je aan met die rol om het register te zien.', pages: { verwerkingen: 'Wat is verwerkt', verstrekkingen: 'Gegeven aan anderen', opruimingen: 'Wat ruimt op' },
    leads: { verwerkingen: 'Wat er met gegevens is gedaan, waarom, door welke rol en tot wanneer ze blijven.', verstrekkingen: 'Wat aan een andere organisatie is gegeven, onder welk artikel.', opruimingen: 'Een proef: dit zou vandaag weggaan, en waarom. Er wordt niets weggehaald.' },
    none: { verwerkingen: 'Er is nog niets verwerkt.', verstrekkingen: 'Er is nog niets aan anderen gegeven.', opruimingen: 'Er hoeft vandaag niets weg.' }, count: (n: number) => many(n, 'regel', 'regels'), yes: 'ja', no: 'nee',
    columns: { tijd: 'Wanneer', handeling: 'Wat', zaak: 'Zaak', door: 'Door', uitkomst: 'Uitkomst', voorwerp: 'Waarover', operatie: 'Handeling', op: 'Wanneer', activiteit: 'Wat', doel: 'Waarvoor', grondslag: 'Grondslag', rol: 'Door', bewaartermijn: 'Bewaard tot', aantal: 'Aantal', aan: 'Aan', artikel: 'Artikel', soort: 'Soort', nummer: 'Nummer', weg: 'Gaat weg op', waarom: 'Waarom', id: 'Kenmerk' } as Record<string, string>,
  },
}

export type SignalWords = typeof nl
