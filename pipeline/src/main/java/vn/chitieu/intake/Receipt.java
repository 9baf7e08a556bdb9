package vn.chitieu.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;

/**
 * Proof that a file arrived and that its bytes are in the archive.
 *
 * @param receiptId 16 hex digits of the hash of path, content hash, size and modification time: the
 *     same drop is the same receipt however often a run is repeated
 * @param localityCode from the folder
 * @param unitCode from the folder, which is the sender's identity
 * @param fileName the name the sender gave it, NFC
 * @param sha256 of the content
 * @param modifiedAt local wall time
 * @param arrivedOn the day it counts as having come
 * @param receivedAt when it was taken, local wall time
 */
public record Receipt(
    String receiptId,
    String localityCode,
    String unitCode,
    String fileName,
    String sha256,
    long size,
    LocalDateTime modifiedAt,
    LocalDate arrivedOn,
    LocalDateTime receivedAt,
    String runId) {

  /** The receipt's identity. */
  public static String idOf(
      String localityCode,
      String unitCode,
      String fileName,
      String sha256,
      long size,
      LocalDateTime modifiedAt) {
    return hash16(
        String.join(
            "\n",
            localityCode,
            unitCode,
            fileName,
            sha256,
            Long.toString(size),
            modifiedAt.toString()));
  }

  /** The first 16 hex digits of a text's SHA-256: how keys with meaning are shortened. */
  public static String hash16(String text) {
    try {
      byte[] d = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(d, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
