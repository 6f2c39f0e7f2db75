// Photos made small and bare: drawn anew, so that place, time and device that a camera writes in them stay behind.

/** Longest side, in pixels. */
const SIDE_PX_MAX = 1920
const QUALITY = 0.82
/** Largest file that is taken, in bytes. */
const FILE_BYTES_MAX = 50_000_000
const COVER = '#101c1e'

/** Not a photo that this device can read. */
export class NoPhoto extends Error {}

/** A box over a photo, in parts of its width and height. */
export interface Cover { x: number; y: number; width: number; height: number }

async function drawn(image: ImageBitmap, covers: Cover[]): Promise<Blob> {
  const scale = Math.min(1, SIDE_PX_MAX / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new NoPhoto('no canvas')
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  pen.fillStyle = COVER
  for (const { x, y, width, height } of covers) pen.fillRect(Math.floor(x * canvas.width), Math.floor(y * canvas.height), Math.ceil(width * canvas.width), Math.ceil(height * canvas.height))
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new NoPhoto('not encoded')
  return blob
}

async function read(blob: Blob): Promise<ImageBitmap> {
  if (blob.size > FILE_BYTES_MAX) throw new NoPhoto('too large')
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' })
  } catch (error) {
    throw new NoPhoto('not read', { cause: error })
  }
}

/** The photo as JPEG, at most 1920 pixels long, without what the camera wrote in it. */
export async function smaller(file: Blob): Promise<Blob> {
  const image = await read(file)
  try {
    return await drawn(image, [])
  } finally {
    image.close()
  }
}

/** The photo with its boxes drawn in: what was under them is gone. */
export async function coveredPhoto(photo: Blob, covers: Cover[]): Promise<Blob> {
  const image = await read(photo)
  try {
    return await drawn(image, covers)
  } finally {
    image.close()
  }
}
