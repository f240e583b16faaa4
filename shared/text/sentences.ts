/** One area of the catalogue: `[English, German]` per key, placeholders in braces, see say.ts. */
export type Sentences = Readonly<Record<string, readonly [en: string, de: string]>>;
