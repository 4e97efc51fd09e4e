/** What people begin a password with when they are in a hurry, in the three languages, from published lists. */
const WORDS = [
  ...[
    'password',
    'passphrase',
    'motdepasse',
    'contraseña',
    'contrasena',
    'clave',
    'secret',
    'letmein',
    'changeme',
  ],
  ...['welcome', 'bienvenue', 'bienvenido', 'bienvenida', 'hello', 'bonjour', 'coucou', 'salut', 'hola'],
  ...[
    'administrator',
    'administrateur',
    'administrador',
    'admin',
    'utilisateur',
    'usuario',
    'guest',
    'invite',
  ],
  ...[
    'iloveyou',
    'jetaime',
    'teamo',
    'tequiero',
    'monamour',
    'miamor',
    'forever',
    'princess',
    'princesse',
    'princesa',
  ],
  ...[
    'sunshine',
    'soleil',
    'estrella',
    'butterfly',
    'chocolate',
    'chocolat',
    'flower',
    'doudou',
    'loulou',
    'chouchou',
  ],
  ...[
    'football',
    'baseball',
    'soccer',
    'hockey',
    'liverpool',
    'barcelona',
    'realmadrid',
    'marseille',
    'canadiens',
  ],
  ...[
    'superman',
    'batman',
    'starwars',
    'pokemon',
    'dragonball',
    'minecraft',
    'naruto',
    'dragon',
    'monkey',
    'master',
  ],
  ...[
    'michael',
    'jessica',
    'ashley',
    'nicolas',
    'camille',
    'alejandro',
    'cristina',
    'daniel',
    'jordan',
    'charlie',
  ],
  ...[
    'computer',
    'internet',
    'whatever',
    'trustno',
    'freedom',
    'unbelievable',
    'motherfucker',
    'fuckyou',
    'mierda',
  ],
  ...['correct', 'horse', 'battery', 'staple', 'thisis', 'mynameis', 'google', 'facebook', 'microsoft'],
  ...[
    'passerelle',
    'volunteer',
    'volontaire',
    'voluntario',
    'voluntaria',
    'volontariat',
    'voluntariado',
    'ceci',
  ],
  ...[
    'janvier',
    'january',
    'enero',
    'summer',
    'winter',
    'spring',
    'printemps',
    'automne',
    'verano',
    'invierno',
  ],
  ...['canada', 'quebec', 'montreal', 'qwe', 'asd', 'zxc', 'qaz', 'wsx', 'edc', 'rfv', 'tgb', 'yhn', 'ujm'],
]
  // The longer goes first: "password" before "pass" would leave its rest.
  .sort((one, other) => other.length - one.length);

/** Along a keyboard, the alphabet and the numbers. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  '1a2z3e4r5t6y7u8i9o0p',
];

const SHORTEST_RUN = 3;

/** Runs of at least three signs of a row, forwards and backwards. */
const RUNS = new Set(
  [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))].flatMap((row) =>
    Array.from({ length: row.length - SHORTEST_RUN + 1 }, (_, at) => row.slice(at, at + SHORTEST_RUN)),
  ),
);

const SIGNS: Record<string, string> = {
  '@': 'a',
  $: 's',
  '!': 'i',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
};

/** What of a password nobody guesses first: without common words, however they are spelt, and runs of keys. */
export function rareIn(password: string, own: string[]): string {
  const words = [...own.map((word) => word.toLowerCase()), ...WORDS].filter((word) => word.length > 2);
  const without = (text: string) => words.reduce((left, word) => left.replaceAll(word, ''), text);
  const plain = without(withoutRuns(without(password.toLowerCase())));
  const spelt = without(plain.replace(/[@$!01345]/g, (sign) => SIGNS[sign] ?? sign));
  return spelt.length < plain.length ? spelt : plain;
}

function withoutRuns(text: string): string {
  const inRun = new Set<number>();
  for (let at = 0; at + SHORTEST_RUN <= text.length; at++)
    if (RUNS.has(text.slice(at, at + SHORTEST_RUN)))
      for (let next = at; next < at + SHORTEST_RUN; next++) inRun.add(next);
  return [...text].filter((_, at) => !inRun.has(at)).join('');
}
