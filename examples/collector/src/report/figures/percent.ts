/** As an attribute of an SVG has it. */
export const percent = (value: number): string => `${value.toFixed(2)}%`;
