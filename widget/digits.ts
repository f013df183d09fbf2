/** A whole number in the digits of a language, ungrouped: `7`, `٧`, `۷`. */
export const digits = (count: number, locale: string): string =>
  new Intl.NumberFormat(locale, { useGrouping: false }).format(count);
