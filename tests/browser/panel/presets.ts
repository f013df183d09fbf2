/** Every preset, with the layout that it is mostly shown in. */
export const PRESETS = ['feedback', 'ces', 'csat', 'nps', 'interaction', 'helpful'] as const;

export const layoutOf = (survey: string) => (survey === 'helpful' ? 'inline' : 'dialog') as 'inline' | 'dialog';
