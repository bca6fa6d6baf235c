package tools.peak.evidence.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several bytes of an array at once, little-endian. */
public final class ByteWords {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteWords() {}

  public static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Whether all eight are decimal digits. */
  static boolean isDigits(long eight) {
    long high = 0xF0F0_F0F0_F0F0_F0F0L;
    return ((eight & high) | (((eight + 0x0606_0606_0606_0606L) & high) >>> 4))
        == 0x3333_3333_3333_3333L;
  }

  /** The number that eight digits make: pairs, then fours, then all are joined. */
  static long digits(long eight) {
    long pairs = ((eight & 0x0F0F_0F0F_0F0F_0F0FL) * 2561) >>> 8;
    long fours = ((pairs & 0x00FF_00FF_00FF_00FFL) * 6_553_601) >>> 16;
    return ((fours & 0x0000_FFFF_0000_FFFFL) * 42_949_672_960_001L) >>> 32;
  }

  public static short getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }
}
