import { LEVELS_EN } from './levels-en.js';
import { SYNONYMS_EN } from './synonyms-en.js';
import { mergeSynonyms, type SchoolLevel, type SynonymEntry, type SynonymSet } from './synonyms.js';

/**
 * Charts of accounts in the United States have English titles. One row an entry: the Spanish words people use, then the
 * English word that means the same, whose titles they lead to. Without accents, as queries are read.
 */
export const SPANISH_ROWS: readonly (readonly [spanish: string, english: string])[] = [
  // Things
  ['libro, libro de texto, libro escolar, manual, cuaderno de trabajo, novela', 'book'],
  ['plan de estudios, material didactico, curriculo', 'curriculum'],
  ['libro de biblioteca, libro de la biblioteca', 'library book'],
  ['revista, suscripcion, periodico', 'magazine'],
  [
    'util, utiles, utiles escolares, material, materiales, suministro, articulo, papeleria, lapiz, lapices, crayon, crayones, pegamento, tijera, carpeta, cuaderno, pintura, marcador, marcadores',
    'supply',
  ],
  ['papel, toner, tinta, cartucho, papel para copiadora, tinta de impresora', 'paper'],
  ['utiles de oficina, material de oficina, materiales de oficina, sobre', 'office supplies'],
  ['quimico, material de laboratorio, materiales de laboratorio', 'lab supplies'],
  [
    'material de limpieza, materiales de limpieza, articulos de limpieza, jabon, papel higienico, trapeador, bolsas de basura',
    'cleaning supplies',
  ],
  ['uniforme, camiseta, balon, pelota, casco, equipo deportivo', 'uniform'],
  [
    'computadora, ordenador, portatil, computadora portatil, tableta, impresora, monitor, pantalla, proyector, dispositivo',
    'computer',
  ],
  ['programa de computadora, aplicacion, licencia, licencia de software, programa en linea', 'software'],
  ['mueble, mobiliario, escritorio, silla, mesa, estante, librero, pizarron, pizarra', 'furniture'],
  ['equipo, maquina, maquinaria, aparato', 'equipment'],
  ['instrumento, instrumento musical, trompeta', 'instrument'],
  ['vehiculo, camioneta, carro', 'vehicle'],
  ['comida, alimento, alimentos, merienda, almuerzo, desayuno, leche, refrigerio', 'food'],
  // Services
  ['copiadora, fotocopiadora, fotocopia, renta de copiadora, alquiler de copiadora', 'copier'],
  ['alquiler, renta, arrendamiento', 'rental'],
  ['reparacion, reparaciones, arreglo, contrato de mantenimiento', 'repair'],
  ['impresion, impresiones, imprenta, folleto, volante, anuario, diploma', 'printing'],
  ['franqueo, estampilla, timbre, sello, correo, envio', 'postage'],
  ['telefono, celular, llamada', 'telephone'],
  ['internet, red, wifi', 'internet'],
  ['publicidad, anuncio, anuncio de empleo', 'advertising'],
  ['electricidad, luz, energia, recibo de luz, recibo de la luz', 'electricity'],
  ['calefaccion, gas natural, propano', 'heating'],
  ['combustible, gasolina, diesel', 'fuel'],
  ['agua, drenaje, alcantarillado, recibo de agua', 'water'],
  ['basura, reciclaje, desecho, recoleccion de basura', 'garbage'],
  ['servicios publicos', 'utility'],
  [
    'excursion, excursiones, paseo, viaje escolar, viaje de estudios, salida escolar, autobus para excursion',
    'field trip',
  ],
  ['viaje, viatico, millaje, hotel, vuelo, hospedaje, conferencia, congreso, convencion', 'travel'],
  [
    'capacitacion, formacion, taller, talleres, desarrollo profesional, entrenamiento de personal, capacitacion de maestros',
    'training',
  ],
  [
    'consultor, consultores, contratista, orador, conferencista, ponente, servicios profesionales',
    'consultant',
  ],
  ['arbitro, arbitraje, juez', 'referee'],
  ['abogado, servicios legales, gasto legal, honorarios legales', 'lawyer'],
  ['auditor, auditoria, auditores', 'auditor'],
  ['arquitecto, ingeniero', 'architect'],
  ['cuota, cuotas, membresia, inscripcion, inscripcion a torneo', 'dues'],
  ['seguro, seguro de responsabilidad, responsabilidad civil', 'insurance'],
  ['colegiatura, matricula', 'tuition'],
  // People
  ['sueldo, salario, nomina, paga', 'salary'],
  ['maestro, maestra, docente, profesor, profesores, profesora, sueldo de maestro', 'teacher'],
  [
    'asistente, ayudante, auxiliar, auxiliares, asistente de maestro, ayudante de maestro, asistente de maestra, asistente educativo',
    'aide',
  ],
  ['secretaria, secretario, oficinista, recepcionista', 'secretary'],
  ['conserje, personal de limpieza, intendente', 'custodian'],
  ['chofer, choferes, conductor, conductores, chofer de autobus', 'bus driver'],
  ['cocinera, cocinero', 'cook'],
  ['director, directora, directores, subdirector, subdirectora, sueldo del director', 'principal salary'],
  [
    'suplente, sustituto, sustituta, maestro suplente, maestra suplente, maestro sustituto, suplencia',
    'substitute',
  ],
  ['entrenador, entrenadora, entrenadores', 'coach'],
  ['estipendio, pago adicional, responsabilidad adicional', 'stipend'],
  ['horas extra, horas extras, tiempo extra, sobretiempo', 'overtime'],
  ['tutor, tutora, tutores, tutoria', 'tutor'],
  ['prestacion, prestaciones, beneficio, beneficios', 'benefit'],
  ['seguro medico, seguro de salud, medico, dental', 'health insurance'],
  ['jubilacion, pension, pensiones, retiro', 'retirement'],
  ['seguro social', 'social security'],
  ['compensacion laboral, accidente de trabajo, accidentes de trabajo', 'workers compensation'],
  ['desempleo, seguro de desempleo', 'unemployment'],
  // What for
  ['matematica, matematicas, algebra, geometria, calculo', 'math'],
  ['ciencia, ciencias, biologia, quimica, fisica, laboratorio', 'science'],
  ['lectura, escritura, literatura, artes del lenguaje, ingles', 'language arts'],
  ['estudios sociales, historia, geografia, civismo', 'social studies'],
  ['arte, artes, dibujo, ceramica, artes visuales', 'art'],
  ['musica, banda, coro, orquesta', 'music'],
  ['educacion fisica, gimnasio', 'physical education'],
  ['salud, clase de salud', 'health'],
  ['idioma, lengua extranjera, segundo idioma, clase de espanol, frances', 'foreign language'],
  ['cocina, gastronomia, artes culinarias', 'culinary'],
  ['agricultura, recursos naturales, invernadero', 'agriculture'],
  ['teatro, drama', 'drama'],
  ['deporte, deportes, atletismo escolar', 'sport'],
  ['futbol americano', 'football'],
  ['futbol', 'soccer'],
  ['voleibol', 'volleyball'],
  ['baloncesto, basquetbol, basquet', 'basketball'],
  ['beisbol', 'baseball'],
  ['lucha, lucha libre', 'wrestling'],
  ['atletismo, pista', 'track'],
  ['porrista, porristas, animadora', 'cheer'],
  ['club, clubes, actividad, actividades, consejo estudiantil, extracurriculares', 'club'],
  ['educacion especial, necesidades especiales, discapacidad, discapacidades', 'special education'],
  ['terapia del habla, habla, terapeuta del habla', 'speech'],
  ['psicologo, psicologa', 'psychologist'],
  ['aprendices de ingles, estudiantes de ingles, ingles como segundo idioma', 'english learner'],
  ['bilingue, educacion bilingue', 'bilingual'],
  ['interprete, interpretes, traduccion, traducciones, traductor, traductores', 'interpreter'],
  ['titulo i, titulo 1, titulo uno, titulo i a', 'title i'],
  ['migrante', 'migrant'],
  ['sin hogar', 'homeless'],
  ['educacion tecnica, educacion vocacional, carrera tecnica', 'cte'],
  ['dotado, superdotado, estudiantes dotados', 'gifted'],
  ['verano, escuela de verano, programa de verano', 'summer school'],
  ['despues de clases, programa despues de clases', 'after school'],
  ['consejero, consejera, consejeria, orientacion, orientador, orientadores', 'counselor'],
  ['trabajador social, trabajadora social', 'social worker'],
  ['enfermera, enfermero, enfermeria, primeros auxilios, curita, curitas', 'nurse'],
  ['seguridad, policia, guardia, vigilancia', 'security'],
  ['biblioteca, bibliotecario, bibliotecaria', 'library'],
  ['direccion, oficina del director, oficina de la escuela, oficina', 'school office'],
  ['superintendente, oficina del distrito', 'superintendent'],
  ['junta escolar, junta directiva, consejo escolar', 'school board'],
  ['finanzas, contabilidad', 'accounting'],
  ['recursos humanos, personal', 'human resources'],
  ['tecnologia, soporte tecnico', 'technology'],
  ['limpieza, edificio, instalaciones', 'custodial'],
  ['mantenimiento, plomeria, techo, aire acondicionado', 'maintenance'],
  ['jardineria, cesped, jardin, jardines, areas verdes', 'grounds'],
  ['transporte, transporte escolar, autobus, autobuses, camion escolar, ruta', 'transportation'],
  ['cafeteria, comedor, comedor escolar, nutricion', 'cafeteria'],
  ['construccion, remodelacion, obra', 'construction'],
  ['deuda, bono, prestamo', 'debt'],
];

/** The entries of an English word: its titles under the Spanish words. A word of two entries has those of both. */
export function spanishEntries([spanish, english]: readonly [string, string]): SynonymEntry[] {
  const words = spanish.split(',').map((word) => word.trim());
  return SYNONYMS_EN.entries
    .filter((entry) => entry.words.includes(english))
    .map(({ titles }) => ({ words, titles }));
}

/** The English level that holds this word, by its Spanish names; which grades it has is said there already. */
function spanishLevel(english: string, words: string[]): SchoolLevel[] {
  return LEVELS_EN.filter((level) => level.words.includes(english)).map(({ titles, except }) => ({
    words,
    grades: [],
    borderGrades: [],
    titles,
    except,
  }));
}

/** Spanish as spoken in schools of the United States, over the English words, which people mix in. */
export const SYNONYMS_ES: SynonymSet = mergeSynonyms(SYNONYMS_EN, {
  stopWords:
    'al algo algunas algunos codigo comprar compra con cuenta cuesta de del dinero donde el en favor gasto gastos la las linea lo los mas mi mis necesito nuestra nuestras nuestro nuestros nuevo nueva nuevos nuevas o otro otra pagar pago para partida por que quiero se su sus tengo un una unas unos y'.split(
      ' ',
    ),
  abbreviations: {},
  gradeWords: {
    grade: ['grado', 'grados', 'ano'],
    ordinalEndings: ['o', 'er', 'ro', 'do', 'to', 'mo', 'vo', 'no'],
    ordinals: {
      primer: 1,
      primero: 1,
      segundo: 2,
      tercer: 3,
      tercero: 3,
      cuarto: 4,
      quinto: 5,
      sexto: 6,
      septimo: 7,
      octavo: 8,
      noveno: 9,
      decimo: 10,
      undecimo: 11,
      duodecimo: 12,
    },
    names: { preescolar: -1, prekinder: -1 },
  },
  // "Secundaria" is what some call the middle school and others the high school.
  levels: [
    ...spanishLevel('preschool', ['preescolar', 'prekinder']),
    ...spanishLevel('elementary', ['primaria', 'escuela primaria', 'elemental', 'escuela elemental']),
    ...spanishLevel('middle school', [
      'intermedia',
      'escuela intermedia',
      'escuela media',
      'secundaria',
      'escuela secundaria',
    ]),
    ...spanishLevel('high school', [
      'preparatoria',
      'escuela preparatoria',
      'prepa',
      'escuela superior',
      'secundaria',
      'escuela secundaria',
    ]),
  ],
  entries: SPANISH_ROWS.flatMap(spanishEntries),
  codes: [],
});
