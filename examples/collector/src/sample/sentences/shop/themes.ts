export type ShopTheme = 'payment' | 'delivery' | 'search' | 'speed' | 'prices' | 'returns' | 'support';
