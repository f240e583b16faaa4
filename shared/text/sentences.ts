/** `[English, German]`, placeholders in braces, see say.ts. */
export type Sentence = readonly [en: string, de: string];

/** One area of the catalogue. */
export type Sentences = Readonly<Record<string, Sentence>>;
