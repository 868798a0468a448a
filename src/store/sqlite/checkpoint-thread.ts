/** A thread that copies what the log holds into the database, with a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { connect } from './connection.js'
import { copyLog } from './checkpoints.js'

const port = parentPort as MessagePort
const connection = connect(String(workerData))

port.on('message', () => port.postMessage(copyLog(connection)))
