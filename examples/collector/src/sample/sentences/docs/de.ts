import type { Sentences } from '../sentences';
import type { DocsTheme } from './themes';

export const de: Sentences<DocsTheme> = {
  themes: {
    examples: {
      word: 'beispiel',
      low: ['Ein Beispiel für {item} fehlt.', 'Das Beispiel läuft so nicht.'],
      high: ['Das Beispiel lief sofort.'],
    },
    outdated: { word: 'version', low: ['Das gilt nur für die alte Version.', 'Für welche Version ist diese Seite?'] },
    search: { word: 'such', low: ['Die Suche nach {item} führt ins Leere.'] },
    plans: { word: 'tarif', low: ['Dass {item} im freien Tarif fehlt, steht hier nirgends.'] },
  },
  praise: [
    'Genau das habe ich gesucht.',
    'Kurz und vollständig.',
    'In {min} Minuten eingerichtet.',
    'Klare Schritte, danke.',
  ],
  more: {
    low: ['Sonst gute Doku.', 'Hat mich einen halben Tag gekostet.'],
    high: ['Danke!', 'Habe ich gleich weitergeschickt.'],
  },
  items: ['Webhooks', 'Single Sign-on', 'Audit-Logs', 'die CLI'],
  days: ['Montag', 'Mittwoch', 'Freitag'],
};
