package planted;

/** What the planted example is. */
final class Planted {
  /** The one with each tic. */
  // The text is no JSON, and a handler that is none shall say so.
  // Calls end. What has begun gets seven seconds.
  // An alias that another has moved stays, and nobody repairs it.
  // Only who signs may call it.
  /* What stands here is told to the caller. */
  // The alias means version 3, and a deploy mends it.
  // Fails for want of memory.
  // Two calls, the first of which fails.
  // There is no function yet that is safe.
  // Credentials that cannot be had, and a URL that is asked for.
  // All that is said runs by itself.
  // Why is it that? See what becomes of it.
  // Spelled as AWS has it, for a table that is there.
  // That a role is missing fails. Of a table, only the key counts.
  // Uses the region, else the default. Tries once more, with nothing of it in the log.
  // The present plan, with a profile of one's own, which Chirp knows again, short of the tags.
  // The name is to be checked, if it is one.
  // The behaviour of a canceller that serialises an artefact.

  /** {@return the plan of {@code shall}, lest it fails} */
  String longSentence(int count) {
    return "The first "
        + count
        + " words of this message are fine, but it goes on and on, past the limit that every"
        + " message keeps, and never comes to a command to paste. Try: mvn validate";
  }
}
