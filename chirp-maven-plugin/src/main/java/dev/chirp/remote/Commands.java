package dev.chirp.remote;

import dev.chirp.aws.Aws;

/** What to paste next, for the same function in the same place. */
record Commands(Aws aws) {

  /** {@code mvn chirp:<goal> -Dfunction=<rest>}, in the sandbox if the goal was there. */
  String of(String goal, String rest) {
    String sandbox = aws.settings().sandbox() ? " -Dchirp.sandbox" : "";
    return "mvn chirp:" + goal + " -Dfunction=" + rest + sandbox;
  }

  /** The region, and whether it is the sandbox's. */
  String place() {
    return aws.region() + (aws.settings().sandbox() ? " of the sandbox" : "");
  }
}
