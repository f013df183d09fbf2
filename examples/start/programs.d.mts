interface Result {
  /** null when it was stopped. */
  code: number | null;
  output: string;
}
export function npm(root: string, ...args: string[]): Promise<Result>;
export function install(root: string): Promise<Result>;
