package tools.peak.cli.command.live;

import java.lang.reflect.Proxy;
import tools.peak.runner.live.KillSwitch;

/**
 * SIGUSR1 as a kill switch. The JDK has signals only in {@code sun.misc}, of which javac warns and
 * lets nobody be silent, hence by reflection; a system without that signal has the kill file.
 */
final class KillSignal {
  private KillSignal() {}

  static void pulls(KillSwitch killSwitch) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object pull =
          Proxy.newProxyInstance(
              KillSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      killSwitch.pull("SIGUSR1");
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> args != null && proxy == args[0];
                    default -> "kill switch";
                  });
      Object usr1 = signal.getConstructor(String.class).newInstance("USR1");
      Object _ = signal.getMethod("handle", signal, handler).invoke(null, usr1, pull);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // No such signal here: the kill file is left.
    }
  }
}
