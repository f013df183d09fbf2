import type { Sentences } from '../sentences';
import type { ShopTheme } from './themes';

export const de: Sentences<ShopTheme> = {
  themes: {
    payment: {
      word: 'bezahl',
      low: [
        'Ich konnte nicht bezahlen, der Knopf reagiert einfach nicht.',
        'Beim Bezahlen dreht sich nur der Kreis, {n} Mal versucht.',
        'Nach der Seite der Bank war der Warenkorb leer. Ist das jetzt bezahlt oder nicht?',
      ],
      high: ['In zwei Schritten bezahlt, sehr angenehm.'],
    },
    delivery: {
      word: 'liefer',
      low: [
        'Sollte am {day} geliefert werden und ist noch immer nicht da.',
        'Die Lieferung kam {n} Tage zu spät, ohne ein Wort.',
        'Angeblich geliefert, aber hier ist nichts.',
      ],
      high: ['Früher geliefert als gedacht und gut verpackt.'],
    },
    search: {
      word: 'such',
      low: ['Wenn ich nach „{item}“ suche, kommt alles andere.', 'Die Suche vergisst beim Zurückgehen alle Filter.'],
    },
    speed: { word: 'langsam', low: ['Viel zu langsam, {min} Sekunden bis zum ersten Bild.'] },
    prices: {
      word: 'preis',
      low: [
        'In der Liste steht ein anderer Preis als an der Kasse.',
        'Der Preis ist seit letztem Monat um {n} % gestiegen.',
      ],
    },
    returns: {
      word: 'rücksend',
      low: [
        'Für die Rücksendung musste ich {n} Seiten ausdrucken.',
        'Die Rücksendung ist seit {n} Wochen bei Ihnen, das Geld fehlt noch.',
        'Ich habe {min} Minuten gesucht, bis ich das Formular zum Rücksenden fand.',
      ],
    },
    support: {
      word: 'support',
      low: ['{min} Minuten auf den Support gewartet, dann war der Chat zu.'],
      high: ['Der Support hat das in {min} Minuten gelöst. Danke!'],
    },
  },
  praise: [
    'Noch schöner als auf den Bildern.',
    'Alles einfach und schnell.',
    'Sehr übersichtlich, gerne wieder.',
    'Schon das zweite Mal bestellt, immer zufrieden.',
  ],
  more: {
    low: ['Bitte kümmern Sie sich darum.', 'Das war schon das zweite Mal.', 'Sonst ein schöner Laden.'],
    high: ['Vielen Dank!', 'Weiter so.', 'Als Nächstes kommt etwas Größeres dran.'],
  },
  items: ['Teeschale', 'Teekanne', 'Mondvase', 'Becher', 'Teller'],
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
};
