import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure } from './sizes.mjs';

const sizes = measure(path.join(import.meta.dirname, '../../dist'));

describe('What a page downloads, brotli 11, each file by itself', () => {
  for (const { name, bytes, budget } of sizes) {
    if (!budget) continue;
    it(`${name} stays within ${budget} bytes`, () =>
      expect(bytes, `${name}: ${bytes} bytes`).toBeLessThanOrEqual(budget));
  }

  it('counts every file of the CES form once', () => {
    const form = sizes.find(({ name }) => name.includes('all told'))!;
    expect(new Set(form.files).size).toBe(form.files.length);
    expect(form.files).toContain('earshot.js');
    expect(form.files.length).toBeGreaterThanOrEqual(4);
  });
});
