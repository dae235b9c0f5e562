package dev.chirp.example.api;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpService;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a chirp as JSON, with its picture as a link that works for five minutes. */
record ChirpJson(ChirpService service) {

  Map<String, Object> of(Chirp chirp) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", chirp.id().text());
    json.put("timestamp", chirp.timestamp());
    json.put("chirp-text", chirp.text());
    chirp.image().ifPresent(image -> json.put("image-link", service.downloadLink(image)));
    return json;
  }
}
