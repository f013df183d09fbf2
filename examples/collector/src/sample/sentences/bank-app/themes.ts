export type BankTheme = 'login' | 'transfer' | 'speed' | 'fees' | 'alerts';
