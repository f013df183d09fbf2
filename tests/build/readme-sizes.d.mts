/** Kilobytes by the name that stands in the README's size marks. */
export function readmeSizes(): { [name: string]: string };
