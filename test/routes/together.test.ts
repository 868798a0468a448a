import Fastify from 'fastify'
import t from 'tap'
import { answerTogether } from '../../src/http/together.js'

t.test('answers of one turn go out when all of its requests have been handled', async (t) => {
  const app = Fastify()
  answerTogether(app)
  const order: string[] = []
  app.addHook('onResponse', async (request) => void order.push(`sent ${request.url}`))
  app.get('/:name', (request, reply) => {
    order.push(`handled ${request.url}`)
    void reply.send({ ok: true })
  })
  const answers = await Promise.all([app.inject('/a'), app.inject('/b'), app.inject('/c')])
  t.same(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  )
  t.same(order, ['handled /a', 'handled /b', 'handled /c', 'sent /a', 'sent /b', 'sent /c'])
})

t.test('many answers of one turn all go out, each with its own body', async (t) => {
  const app = Fastify()
  answerTogether(app)
  app.get('/:name', (request) => ({ name: (request.params as { name: string }).name }))
  const names = Array.from({ length: 200 }, (_, i) => `n${i}`)
  const answers = await Promise.all(names.map((name) => app.inject(`/${name}`)))
  t.same(
    answers.map((answer) => answer.json<{ name: string }>().name),
    names,
  )
})

t.test('an answer that cannot be written becomes an error, and its neighbours go out', async (t) => {
  const app = Fastify()
  answerTogether(app)
  app.get('/broken', (_request, reply) => reply.header('x-broken', 'a\nb').send('never'))
  app.get('/fine', () => 'fine')
  app.setErrorHandler((_error, _request, reply) => reply.removeHeader('x-broken').code(500).send({ broken: true }))
  const [before, broken, after] = await Promise.all([app.inject('/fine'), app.inject('/broken'), app.inject('/fine')])
  t.equal(before.body, 'fine')
  t.equal(broken.statusCode, 500)
  t.same(broken.json(), { broken: true })
  t.equal(after.body, 'fine')
})

t.test('where the error cannot be written either, the connection ends and the process goes on', async (t) => {
  const app = Fastify()
  answerTogether(app)
  app.get('/broken', (_request, reply) => reply.header('x-broken', 'a\nb').send('never'))
  app.get('/fine', () => 'fine')
  app.setErrorHandler((_error, _request, reply) => reply.header('x-broken', 'a\nb').send('never'))
  t.teardown(() => app.close())
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const broken = await fetch(`${origin}/broken`).then(
    ({ status }) => String(status),
    () => 'ended',
  )
  t.match(broken, /^(500|ended)$/)
  t.equal(await (await fetch(`${origin}/fine`)).text(), 'fine')
})
