import type { Sentences } from '../sentences';
import type { ShopTheme } from './themes';

export const es: Sentences<ShopTheme> = {
  themes: {
    payment: {
      word: 'pag',
      low: [
        'El botón de pagar no hace nada, lo pulsé {n} veces.',
        'En el móvil la página de pago se queda cargando.',
        'Después del banco volví a una cesta vacía. ¿Está pagado o no?',
      ],
    },
    delivery: {
      word: 'entreg',
      low: [
        'La entrega era el {day} y aún no ha llegado.',
        'Lo entregaron {n} días tarde y nadie avisó.',
        'Dicen que está entregado, pero aquí no hay nada.',
      ],
      high: ['Entregado antes de tiempo y muy bien embalado.'],
    },
    search: {
      word: 'busca',
      low: [
        'Al buscar «{item}» sale de todo menos eso.',
        'La búsqueda pierde los filtros: cada vez que busca, hay que empezar de cero.',
      ],
    },
    speed: { word: 'lent', low: ['Va muy lento, {min} segundos para ver una foto.'] },
    prices: {
      word: 'precio',
      low: ['El precio de la lista no es el de la caja.', 'El precio subió un {n} % en un mes.'],
    },
    returns: {
      word: 'devol',
      low: [
        'Para la devolución tuve que imprimir {n} páginas.',
        'Hice la devolución hace {n} semanas y sigo sin el dinero.',
      ],
    },
    support: {
      word: 'soporte',
      low: ['Esperé {min} minutos al soporte y se cerró el chat.'],
      high: ['El soporte lo resolvió en {min} minutos.'],
    },
  },
  praise: [
    'Todo muy fácil.',
    'Más bonito que en las fotos.',
    'Rápido y claro, repetiré.',
    'He pedido otra pieza más: {item}.',
  ],
  more: { low: ['Por favor, revísenlo.', 'Ya es la segunda vez.'], high: ['¡Gracias!', 'Volveré.'] },
  items: ['cuenco de té', 'tetera', 'jarrón', 'taza', 'plato'],
  days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
};
