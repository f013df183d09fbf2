/** What the shop sells. `price` is in whole dollars and whole won. */
export const products = [
  {
    id: 'moon-jar',
    price: { en: 180, ko: 240000 },
    name: { en: 'Moon jar', ko: '달항아리' },
    short: { en: 'White porcelain, 22 cm', ko: '백자, 높이 22cm' },
    text: {
      en: 'Two bowls joined at the rim, so no jar is quite round. Fired once at 1,280 °C with a clear glaze that stays soft to the hand.',
      ko: '두 개의 사발을 맞붙여 만들어 꼭 같은 곡선이 없습니다. 투명유를 입혀 1,280℃에서 구워 손끝에 부드럽게 닿습니다.',
    },
  },
  {
    id: 'tea-bowl',
    price: { en: 38, ko: 48000 },
    name: { en: 'Tea bowl', ko: '찻사발' },
    short: { en: 'Celadon over iron clay', ko: '철분 많은 흙에 청자유' },
    text: {
      en: 'Dark clay below, a celadon that pools where the bowl turns. Holds 300 ml and keeps tea warm longer than its thin wall suggests.',
      ko: '어두운 흙 위로 청자유가 굽이에 고였습니다. 300ml가 들어가고 벽이 얇아도 차가 오래 따뜻합니다.',
    },
  },
  {
    id: 'mug',
    price: { en: 32, ko: 42000 },
    name: { en: 'Morning mug', ko: '아침 머그' },
    short: { en: 'Stoneware, 320 ml', ko: '석기, 320ml' },
    text: {
      en: 'A handle with room for three fingers and a rim that is thin where you drink. Half dipped, so you see what it is made of.',
      ko: '손가락 세 개가 편하게 들어가는 손잡이, 입에 닿는 곳은 얇게. 반만 담가 유약을 입혀 흙빛이 그대로 보입니다.',
    },
  },
  {
    id: 'teapot',
    price: { en: 96, ko: 128000 },
    name: { en: 'Teapot', ko: '다관' },
    short: { en: 'Unglazed, wisteria handle', ko: '무유, 등나무 손잡이' },
    text: {
      en: 'Bare clay that takes on the colour of your tea over the years. Pours without a drop; 450 ml, with a strainer in the wall.',
      ko: '유약 없이 구워 세월이 갈수록 찻물이 듭니다. 끝까지 방울 없이 따라지고, 안쪽에 거름망이 있습니다. 450ml.',
    },
  },
  {
    id: 'bud-vase',
    price: { en: 44, ko: 56000 },
    name: { en: 'Bud vase', ko: '꽃병' },
    short: { en: 'Ash-blue glaze, 14 cm', ko: '재유, 높이 14cm' },
    text: {
      en: 'For the one branch that you brought home from a walk. Heavy at the foot, so it stands where the cat walks.',
      ko: '산책길에 주워 온 가지 하나를 위한 병입니다. 아래가 무거워 고양이가 지나가도 넘어지지 않습니다.',
    },
  },
  {
    id: 'plate',
    price: { en: 28, ko: 36000 },
    name: { en: 'Brush plate', ko: '붓자국 접시' },
    short: { en: 'Cobalt brushwork, 21 cm', ko: '코발트 붓질, 지름 21cm' },
    text: {
      en: 'One stroke of cobalt on each, made in one breath and never the same twice. Stacks well; goes in the dishwasher.',
      ko: '한 호흡에 그은 코발트 한 획, 접시마다 다릅니다. 포개기 좋고 식기세척기에 넣어도 됩니다.',
    },
  },
];

const currency = { en: 'USD', ko: 'KRW' };

/** `$38` or `₩48,000`. */
export const money = (amount, locale) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: currency[locale], maximumFractionDigits: 0 }).format(
    amount,
  );

/** What the shop's script needs to draw a cart in one language. */
export const forScript = (locale) => ({
  locale,
  currency: currency[locale],
  products: Object.fromEntries(
    products.map(({ id, name, short, price }) => [
      id,
      { name: name[locale], short: short[locale], price: price[locale] },
    ]),
  ),
});
