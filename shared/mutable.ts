/** A value while it is put together; it is handed out as what it is a draft of. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
