// About, privacy and accessibility, in both languages.
import type { Language } from '../words'

interface Part { title: string; says: string[]; list?: string[] }
interface Text { title: string; parts: Part[] }

export const TEXTS: Record<Language, Record<string, Text>> = {
  nl: {
    over: {
      title: 'Over Schouw',
      parts: [
        { title: '', says: ['Schouwen is samen naar een buurt kijken. Schouw laat een boa zien wat open bronnen zeggen over een plek: welke regels gelden en tot wanneer, wie optreedt en wie je belt, wat er speelt, hoe erg het is, en wat we niet weten.'] },
        { title: 'Wat het niet is', says: ['Schouw bevat geen politiegegevens en houdt geen lijst van personen bij.'], list: ['Namen, foto’s en privé-accounts van agenten en boa’s staan er niet in.', 'Vrije tekst van meldingen laten we niet zien.', 'Kleine aantallen laten we niet zien.', 'Een plek heet naar de straat, niet naar een huis.'] },
        { title: 'Hoe zeker is het', says: ['Elke kaart noemt de bron, de datum en de licentie. Een getal kan toeval zijn; dan staat dat erbij. Wat ontbreekt heeft een eigen kaart.', 'Een regel hier is een samenvatting. De tekst van de gemeente of de wet gaat voor.'] },
        { title: 'In nood', says: ['Bel 112. Schouw stuurt geen alarm en waarschuwt geen collega’s.'] },
        { title: 'Licentie', says: ['Schouw is open software onder de EUPL 1.2. De gegevens hebben de licentie van hun bron. De letter is Atkinson Hyperlegible Next (OFL).'] },
      ],
    },
    privacy: {
      title: 'Privacy',
      parts: [
        { title: 'Je plek', says: ['Je plek wordt gebruikt om te zien wat er bij je geldt. Daarna is hij weg.'], list: ['Staat de gemeente op je toestel, dan verlaat je plek je toestel niet.', 'Staat die er niet op, dan gaat je plek versleuteld naar de server voor één antwoord. De server bewaart hem niet.', 'Je plek staat nooit in het adres van een pagina, in een logboek of in een link die je deelt.', 'Er wordt geen route bewaard. Niemand kan zien waar je bent of was.'] },
        { title: 'Wat op je toestel blijft', says: ['Alleen wat je zelf kiest:'], list: ['de taal', 'licht of donker', 'de gemeenten die je downloadt, tot je ze verwijdert'] },
        { title: 'Geen cookies, geen derden', says: ['Schouw zet geen cookies en gebruikt geen statistiek van anderen. Er wordt niets opgehaald bij andere partijen. Alleen als je organisatie een achtergrondkaart instelt, haalt je toestel die op bij wie hem maakt.'] },
        { title: 'Geen namen', says: ['Schouw toont open gegevens zonder namen van personen. Zie je toch een naam of een ander persoonlijk gegeven? Meld het bij je beheerder: die kan het direct verbergen.'] },
      ],
    },
    toegankelijkheid: {
      title: 'Toegankelijkheid',
      parts: [
        { title: '', says: ['Iedereen moet Schouw kunnen gebruiken. We volgen WCAG 2.2 op niveau AA en EN 301 549.'] },
        { title: 'Wat kan', says: [], list: ['Alles werkt met het toetsenbord en met een schermlezer.', 'Wat op de kaart staat, staat ook in een lijst.', 'Je kunt tot 400% vergroten. Knoppen zijn minstens 48 pixels hoog.', 'Kleur is nooit het enige verschil: er staat een teken en een woord bij.', 'Licht, donker, hoog contrast en minder beweging volgen je toestel.'] },
        { title: 'Hoe is dit getest', says: ['Bij elke nieuwe versie controleert axe-core alle pagina’s automatisch, licht en donker, en doorloopt een test de belangrijkste schermen met alleen het toetsenbord.', 'Er is nog geen onderzoek gedaan door een onafhankelijk bureau of met gebruikers met een beperking. Daarom is de status: voldoet gedeeltelijk.'] },
        { title: 'Wat nog niet goed is', says: [], list: ['De kaart zelf is een beeld. Gebruik de lijst bij de kaart; die heeft dezelfde inhoud.', 'Teksten van bronnen zijn soms moeilijk en alleen in het Nederlands.'] },
        { title: 'Werkt iets niet?', says: ['Meld het bij de organisatie die Schouw voor je beheert. Die moet binnen twee weken antwoorden. Helpt dat niet, dan kun je klagen bij de Nationale ombudsman.'] },
      ],
    },
  },
  en: {
    over: {
      title: 'About Schouw',
      parts: [
        { title: '', says: ['Schouwen is looking at a neighbourhood together. Schouw shows an enforcement officer what open sources say about a spot: which rules hold and until when, who acts and who to call, what is going on, how bad it is, and what we do not know.'] },
        { title: 'What it is not', says: ['Schouw holds no police data and keeps no list of persons.'], list: ['Names, pictures and private accounts of officers are not in it.', 'Free text of reports is not shown.', 'Small counts are not shown.', 'A spot is named by its street, not by a house.'] },
        { title: 'How sure it is', says: ['Every card names its source, date and licence. A number can be chance; then that is said. What is missing has a card of its own.', 'A rule here is a summary. The text of the municipality or the law comes first.'] },
        { title: 'Emergency', says: ['Call 112. Schouw sends no alarm and warns no colleagues.'] },
        { title: 'Licence', says: ['Schouw is open software under EUPL 1.2. The data has the licence of its source. The typeface is Atkinson Hyperlegible Next (OFL).'] },
      ],
    },
    privacy: {
      title: 'Privacy',
      parts: [
        { title: 'Your position', says: ['Your position is used to see what holds where you are. After that it is gone.'], list: ['When the municipality is on your device, your position does not leave your device.', 'When it is not, your position goes encrypted to the server for one answer. The server does not store it.', 'Your position is never in the address of a page, in a log or in a link that you share.', 'No route is stored. Nobody can see where you are or were.'] },
        { title: 'What stays on your device', says: ['Only what you choose:'], list: ['the language', 'light or dark', 'the municipalities that you download, until you remove them'] },
        { title: 'No cookies, no third parties', says: ['Schouw sets no cookies and uses no statistics of others. Nothing is fetched from other parties. Only when your organisation configures a base map does your device fetch that from its maker.'] },
        { title: 'No names', says: ['Schouw shows open data without names of persons. Do you see a name or other personal data after all? Tell your administrator: it can be hidden at once.'] },
      ],
    },
    toegankelijkheid: {
      title: 'Accessibility',
      parts: [
        { title: '', says: ['Everyone must be able to use Schouw. We follow WCAG 2.2 at level AA and EN 301 549.'] },
        { title: 'What works', says: [], list: ['Everything works with the keyboard and with a screen reader.', 'What is on the map is also in a list.', 'You can zoom in to 400%. Buttons are at least 48 pixels high.', 'Colour is never the only difference: there is a sign and a word too.', 'Light, dark, high contrast and less motion follow your device.'] },
        { title: 'How this was tested', says: ['With every new version axe-core checks all pages automatically, light and dark, and a test walks through the main screens with the keyboard only.', 'No independent bureau and no users with a disability have examined it yet. The status is therefore: partially compliant.'] },
        { title: 'What is not good yet', says: [], list: ['The map itself is a picture. Use the list with the map; it holds the same.', 'Texts of sources are sometimes difficult and only in Dutch.'] },
        { title: 'Does something not work?', says: ['Tell the organisation that runs Schouw for you. It must answer within two weeks. If that does not help, you can complain to the National Ombudsman.'] },
      ],
    },
  },
}
