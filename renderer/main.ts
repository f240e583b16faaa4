import { mount } from 'svelte';
import './base.css';
import App from './App.svelte';
import { begin } from './workbench/begin.js';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
const place = target;

async function start(): Promise<void> {
  // Views register themselves: a new folder under views/ needs no line here.
  import.meta.glob('./views/*/register.ts', { eager: true });
  await begin();
  mount(App, { target: place });
}

void start();
