// Times Saxon-HE, warm: each document parsed and judged by the stylesheet, round after round; one JSON object on stdout.

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;

public class TimeSaxon {
  /** Arguments: rounds, rounds to warm up, stylesheet for e-Fatura, for e-Arşiv, then "type=path" for each document. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    int warm = Integer.parseInt(args[1]);
    Processor processor = new Processor(false);
    long opened = System.nanoTime();
    XsltExecutable[] sheets = {sheet(processor, args[2]), sheet(processor, args[3])};
    double openMs = (System.nanoTime() - opened) / 1e6;
    List<byte[]> documents = new ArrayList<>();
    List<XsltExecutable> sheetOf = new ArrayList<>();
    for (String given : Arrays.copyOfRange(args, 4, args.length)) {
      int sign = given.indexOf('=');
      sheetOf.add(sheets[given.startsWith("earchive") ? 1 : 0]);
      documents.add(Files.readAllBytes(Path.of(given.substring(sign + 1))));
    }
    double[] cpu = new double[rounds];
    long faults = 0;
    for (int round = -warm; round < rounds; round++) {
      long before = cpuTime();
      faults = 0;
      for (int at = 0; at < documents.size(); at++) {
        faults += judge(processor, sheetOf.get(at), documents.get(at));
      }
      if (round >= 0) cpu[round] = (cpuTime() - before) / 1e6 / documents.size();
    }
    Arrays.sort(cpu);
    System.out.println(
        "{\"openMs\":" + Math.round(openMs) + ",\"cpuMs\":" + cpu[rounds / 2] + ",\"faults\":" + faults + "}");
  }

  private static XsltExecutable sheet(Processor processor, String file) throws Exception {
    return processor.newXsltCompiler().compile(new StreamSource(new File(file)));
  }

  private static int judge(Processor processor, XsltExecutable sheet, byte[] bytes) throws Exception {
    XdmNode document = processor.newDocumentBuilder().build(new StreamSource(new ByteArrayInputStream(bytes)));
    XsltTransformer transformer = sheet.load();
    StringWriter out = new StringWriter();
    Serializer serializer = processor.newSerializer(out);
    transformer.setInitialContextNode(document);
    transformer.setDestination(serializer);
    transformer.transform();
    return out.toString().split("<fault ", -1).length - 1;
  }

  /** Of all threads of the process, so that compiling and collecting count as they do for the other side. */
  private static long cpuTime() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }
}
