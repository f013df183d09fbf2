/** Language, name of the tab, and what it says when it cannot open: what it speaks before the panel is there. */
export type Labels = [lang: string, name: string, sorry: string];
export const en: Labels = ['en', 'Feedback', "Can't open right now. Try again"];
export const ko: Labels = ['ko', '의견 보내기', '열 수 없습니다. 다시 시도'];
