process.env['INTUNITE_TOY_LAYOUT'] = 'document'
await import('../expand.test.js')
export {}
