export const pWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : p > 0.995 ? 'p = 1' : `p = ${p.toFixed(3)}`);
