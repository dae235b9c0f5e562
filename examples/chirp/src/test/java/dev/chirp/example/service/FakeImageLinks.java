package dev.chirp.example.service;

/** Links that lead nowhere. */
public final class FakeImageLinks implements ImageLinks {

  @Override
  public String download(ImageLocation location) {
    return "https://download.example/" + location.key();
  }

  @Override
  public String upload(ImageLocation location) {
    return "https://upload.example/" + location.key();
  }
}
