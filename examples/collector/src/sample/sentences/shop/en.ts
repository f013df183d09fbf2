import type { Sentences } from '../sentences';
import type { ShopTheme } from './themes';

export const en: Sentences<ShopTheme> = {
  themes: {
    payment: {
      word: 'pay',
      low: [
        'The button to pay does nothing. I pressed it {n} times.',
        'My card was fine yesterday, today the payment page just spins.',
        'I could not pay: after the bank’s page I was back at an empty basket.',
        'Apple Pay is gone from the payment step, and typing the card number zoomed the page away.',
        'Payment failed without a reason. Was I charged or not?',
        'Had to switch to my laptop to pay.',
      ],
      high: ['Paying took two taps.', 'Payment was quick and I never had to type my address twice.'],
    },
    delivery: {
      word: 'deliver',
      low: [
        'Delivery was promised for {day} and it is still not here.',
        'The delivery was {n} days late and nobody told me.',
        'The {item} was delivered broken, in a box without any padding.',
        'They say it was delivered. It was not, and no neighbour has it.',
        'No way to choose a delivery day, so I took {day} off for nothing.',
        'It was meant as a present. Delivered after the holidays is no use to me.',
      ],
      high: ['Delivered a day early and packed with care.', 'The delivery updates were spot on.'],
    },
    search: {
      word: 'search',
      low: [
        'Searching for “{item}” shows everything but that.',
        'The search forgets my filters every time I go back.',
        'I search by colour and get {n} pages of sold-out pots.',
        'One typo and the search finds nothing at all.',
      ],
      high: ['Search found the {item} at once, even with my typo.'],
    },
    speed: {
      word: 'slow',
      low: [
        'So slow. The page of the {item} took {min} seconds to show a picture.',
        'Very slow on my connection, I nearly gave up.',
        'The list gets slow after a few pages and jumps while I scroll.',
      ],
      high: ['Pages come up at once. Lovely.'],
    },
    prices: {
      word: 'price',
      low: [
        'The price went up by {n} % since last month.',
        'Shipping costs nearly the price of the {item}. Say so earlier, please.',
        'The price in the list is not the price at the checkout.',
        'Nice things, but at that price I expect a better glaze.',
      ],
      high: ['Fair price for something made by hand.'],
    },
    returns: {
      word: 'return',
      low: [
        'To return one {item} I had to print {n} pages. I have no printer.',
        'The return form asks for a number that is nowhere on my order.',
        'Sent my return {n} weeks ago and there is still no refund.',
        'I clicked through {n} pages before I found out how to return anything.',
        'The return label was for another country.',
      ],
      high: ['The return was painless once I had found the form.'],
    },
    support: {
      word: 'support',
      low: [
        'Support sent me the same text {n} times and did not read what I wrote.',
        'Waited {min} minutes for support and then the chat closed.',
        'Support was friendly, but my {item} is still lost.',
      ],
      high: ['Support sorted it out in {min} minutes. Thank you!', 'A real person in support, and a kind one.'],
    },
  },
  praise: [
    'The {item} is even nicer than in the pictures.',
    'Everything went smoothly, no complaints.',
    'Bought a second {item} after the first one. That says it all.',
    'Clear pictures, honest sizes, quick checkout.',
    'It was all very easy.',
    'I like that I can see what is left of each firing.',
    'A pleasure from the first page to the parcel.',
    'Found what I wanted within a minute.',
    'The care notes for the {item} were a nice touch.',
  ],
  more: {
    low: [
      'Please look into it.',
      'That is the second time.',
      'I expected better.',
      'Otherwise a nice shop.',
      'I was in a hurry.',
      'A note about it would have helped.',
      'In the end I gave up.',
    ],
    high: [
      'Thank you!',
      'Will come back.',
      'Keep it up.',
      'My sister ordered one, too.',
      'The {item} is next on my list.',
      'Best shop of its kind.',
    ],
  },
  items: ['moon jar', 'tea bowl', 'teapot', 'morning mug', 'dinner plate', 'vase', 'soup bowl', 'sake cup'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
