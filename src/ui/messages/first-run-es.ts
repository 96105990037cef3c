import type { Words } from '../../words/language.js';
import type { FIRST_RUN_EN } from './first-run-en.js';

/** Spanish words of the page that greets somebody who opens the pane for the first time. */
export const FIRST_RUN_ES: Words<typeof FIRST_RUN_EN> = {
  title: 'Su presupuesto, junto a su hoja',
  points: [
    {
      title: 'Escriba en las celdas amarillas',
      text: 'Las cuentas y las filas de otras oficinas están bloqueadas. Todo lo que escribe se revisa al instante.',
    },
    {
      title: 'Vea cuánto queda',
      text: 'El panel muestra los dólares y FTE que quedan de cada asignación, qué corregir y qué opciones hay.',
    },
    {
      title: 'Guarde cuantas veces quiera',
      text: 'Puede guardar un trabajo sin terminar. Preséntelo cuando no quede nada por corregir; la respuesta aparece aquí.',
    },
  ],
  start: 'Comenzar',
};
