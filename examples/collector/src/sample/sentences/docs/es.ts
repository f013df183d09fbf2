import type { Sentences } from '../sentences';
import type { DocsTheme } from './themes';

export const es: Sentences<DocsTheme> = {
  themes: {
    examples: {
      word: 'ejemplo',
      low: ['Falta un ejemplo de {item}.', 'El ejemplo no funciona tal cual.'],
      high: ['El ejemplo funcionó a la primera.'],
    },
    outdated: { word: 'versión', low: ['Esto es de una versión anterior.', '¿De qué versión habla esta página?'] },
    search: { word: 'busca', low: ['Si uno busca {item}, solo sale el registro de cambios.'] },
    plans: { word: 'plan', low: ['No dice que hace falta el plan de pago.'] },
  },
  praise: ['Justo lo que necesitaba.', 'Corto y completo.', 'Configurado en {min} minutos.', 'Pasos claros, gracias.'],
  more: { low: ['Perdí media mañana.'], high: ['¡Gracias!'] },
  items: ['webhooks', 'inicio de sesión único', 'registros de auditoría'],
  days: ['lunes', 'miércoles', 'viernes'],
};
