/** Two short tones, up for a success and down for anything else. Browsers stay silent until somebody pressed something. */
export const chime = (isGood: boolean): void => {
  const context = new AudioContext();
  const tones = isGood ? [low, high] : [high, low];
  for (const [index, hertz] of tones.entries()) playTone(context, hertz, index * toneSeconds);
  setTimeout(() => void context.close(), (tones.length + 1) * toneSeconds * 1_000);
};

const low = 523;
const high = 784;
const toneSeconds = 0.18;
const volume = 0.15;

const playTone = (context: AudioContext, hertz: number, afterSeconds: number): void => {
  const begin = context.currentTime + afterSeconds;
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(volume, begin);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + toneSeconds);
  tone.connect(loudness).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + toneSeconds);
};
