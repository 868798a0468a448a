/** Names for an organization that does not exist. */

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

export const GIVEN_NAMES: readonly string[] = words(`
  Ada Aino Alma Amara Anouk Arvid Astrid Bela Boris Bruno Camila Carys Chiara Cosmo Dalia Dario Demir
  Dilan Edda Eero Elio Emre Enzo Esme Farah Fenna Finn Flora Frida Gaia Goran Greta Hana Harun Hugo
  Ida Ilse Imani Ines Ivo Jana Jasper Jonas Juno Kaia Kamil Kira Lasse Leila Lena Linus Lior Luca Mara
  Mats Mila Milan Mira Nadia Niko Nils Noor Nuria Odin Olga Omar Orla Otto Paula Petra Pia Quinn Rafa
  Remy Rhea Rosa Runa Sami Selma Signe Silas Sora Suri Tala Tamar Theo Tilda Tove Uma Vera Vito Wanda
  Wim Xenia Yara Yusuf Zeno Zora
`)

export const SURNAMES: readonly string[] = words(`
  Abel Alder Amsel Arden Asher Baines Barlow Becker Bergan Birch Bloom Brandt Bruun Calder Castell
  Clover Corso Dahl Danek Derwent Dolan Drake Eklund Ember Engel Farrow Ferro Fisk Forsberg Frost
  Galen Garnet Gentile Grove Hagen Halden Harrow Hazel Holm Hyde Ibsen Iverson Jansky Joyner Kamber
  Keller Kestrel Kovac Krantz Lande Larch Lind Lorenz Lund Maren Marlow Mercer Moreau Munk Nagel Nemec
  Norden Novak Oakley Olsen Orme Osborn Pardo Penrose Perrin Pike Quill Rasmus Reyes Ridder Rowan
  Sabel Sander Selby Sorrel Stern Strand Tamm Thorne Tolland Ulrich Vance Varga Velden Vesper Wahl
  Walden Weir Winter Wren Yarrow Yates Zander Zeller
`)

export const DEPARTMENTS = [
  'Field service',
  'Finance',
  'Human resources',
  'Kitchen',
  'Laboratory',
  'Legal',
  'Logistics',
  'Maintenance',
  'Marketing',
  'Purchasing',
  'Quality',
  'Reception',
  'Research',
  'Sales',
  'Security',
  'Support',
  'Training',
  'Workshop',
] as const

export const JOB_TITLES = [
  'Analyst',
  'Assistant',
  'Coordinator',
  'Engineer',
  'Lead',
  'Manager',
  'Specialist',
  'Technician',
] as const

export const PLACES = [
  { city: 'Bergen', country: 'NO' },
  { city: 'Ghent', country: 'BE' },
  { city: 'Graz', country: 'AT' },
  { city: 'Lyon', country: 'FR' },
  { city: 'Malmö', country: 'SE' },
  { city: 'Porto', country: 'PT' },
  { city: 'Tartu', country: 'EE' },
  { city: 'Turin', country: 'IT' },
] as const

export const APP_FIRST = [
  'Amber',
  'Beacon',
  'Cedar',
  'Delta',
  'Ferry',
  'Granite',
  'Harbor',
  'Juniper',
  'Lantern',
  'Meadow',
  'Pebble',
  'Willow',
] as const

export const APP_SECOND = [
  'Board',
  'Chat',
  'Desk',
  'Drive',
  'Forms',
  'Ledger',
  'Mail',
  'Maps',
  'Notes',
  'Roster',
  'Scan',
  'Tasks',
] as const
