import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;
import org.opendatakit.validate.StubPropertyManager;

/** The racer of JavaRosa: Race FORM SCRIPT, SCRIPT as ref TAB rows TAB value. */
public class Race {
    /** One step, with the answer already in JavaRosa's own form. */
    record Step(String ref, int rows, String value) {}

    static byte[] xml;
    static FormDef form;
    static FormEntryModel model;
    static final Map<String, FormIndex> indexes = new HashMap<>();
    static final List<FormIndex> counted = new ArrayList<>(); // first rows of repeats
    static int read;

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the engine talks; the race is heard apart
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager(new StubPropertyManager());
        xml = Files.readAllBytes(Path.of(arguments[0]));
        List<Step> steps = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] parts = line.split("\t", 3);
            steps.add(new Step(parts[0], Integer.parseInt(parts[1]), parts[2]));
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(line.trim().equals("go") ? run(steps) : values());
            out.flush();
        }
    }

    static String run(List<Step> steps) throws Exception {
        form = null;
        long start = System.nanoTime();
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xml));
        form.initialize(true, new InstanceInitializationFactory());
        model = new FormEntryModel(form);
        double load = (System.nanoTime() - start) / 1e6;
        index();
        StringJoiner answers = new StringJoiner(",", "[", "]");
        for (Step step : steps) answers.add(Double.toString(timed(step)));
        return "{\"load\":" + load + ",\"answers\":" + answers + "}";
    }

    static double timed(Step step) throws Exception {
        if (step.rows() > 0) return rows(step);
        FormIndex index = indexes.get(step.ref());
        if (index == null) throw new IllegalStateException("no question " + step.ref());
        TreeReference ref = index.getReference();
        IAnswerData data = data(step.value(), index);
        FormEntryController controller = new FormEntryController(model);
        long start = System.nanoTime();
        List<SelectChoice> choices = model.getQuestionPrompt(index).getSelectChoices();
        if (choices != null) {
            for (SelectChoice one : choices) read += one.getValue().length();
        }
        if (!form.evaluateConstraint(ref, data)) read++;
        controller.saveAnswer(index, data, true);
        reach();
        look(form.getInstance().getRoot());
        double took = (System.nanoTime() - start) / 1e6;
        index(); // rows may have come
        return took;
    }

    /** New rows until there are so many; looking for the place is not timed. */
    static double rows(Step step) throws Exception {
        double took = 0;
        for (int row = 1; row <= step.rows(); row++) {
            FormIndex index = indexes.get(step.ref() + "[" + row + "]");
            if (index == null) throw new IllegalStateException("no row " + step.ref());
            long start = System.nanoTime();
            if (model.getEvent(index) == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                form.createNewRepeat(index);
            }
            look(form.getInstance().getRoot());
            took += (System.nanoTime() - start) / 1e6;
            index();
        }
        return took;
    }

    /** Rows that a count asks for are made when the entry gets to them, as in Collect. */
    static void reach() {
        for (FormIndex first : counted) {
            FormIndex index = first;
            TreeReference repeat = first.getReference().genericize();
            while (index.isInForm() && index.getReference().genericize().equals(repeat)) {
                model.setQuestionIndex(index);
                index = model.incrementIndex(index, false);
            }
        }
    }

    /** JavaRosa tells of no changes: the state of every leaf is read. */
    static void look(TreeElement node) {
        for (int at = 0; at < node.getNumChildren(); at++) {
            TreeElement child = node.getChildAt(at);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
            if (child.hasChildren()) {
                look(child);
            } else {
                IAnswerData value = child.getValue();
                read += (child.isRelevant() ? 1 : 0) + (child.isRequired() ? 1 : 0)
                        + (child.isEnabled() ? 1 : 0) + (value == null ? 0 : 1);
            }
        }
    }

    static void index() {
        indexes.clear();
        counted.clear();
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while ((index = model.incrementIndex(index)).isInForm()) {
            model.setQuestionIndex(index);
            if (model.getEvent(index) == FormEntryController.EVENT_REPEAT
                    && ((GroupDef) form.getChild(index)).getCountReference() != null
                    && index.getElementMultiplicity() == 0) counted.add(index);
            TreeReference ref = index.getReference();
            TreeElement node = form.getInstance().resolveReference(ref);
            String path = node == null ? next(ref) : path(node);
            indexes.putIfAbsent(path, index);
        }
    }

    /** The path of a row that is not there yet. */
    static String next(TreeReference ref) {
        TreeElement above = form.getInstance().resolveReference(ref.getParentRef());
        return (above == null ? "" : path(above)) + "/" + ref.getNameLast()
                + "[" + (ref.getMultLast() + 1) + "]";
    }

    static String path(TreeElement node) {
        if (node.getParent() == null || node.getName() == null) return "";
        String row = node.isRepeatable() ? "[" + (node.getMult() + 1) + "]" : "";
        return path((TreeElement) node.getParent()) + "/" + node.getName() + row;
    }

    static IAnswerData data(String text, FormIndex index) {
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        if (prompt.getControlType() == Constants.CONTROL_SELECT_ONE) {
            return new SelectOneData(new Selection(text));
        }
        if (prompt.getControlType() == Constants.CONTROL_SELECT_MULTI) {
            List<Selection> chosen = new ArrayList<>();
            for (String one : text.split(" ")) chosen.add(new Selection(one));
            return new MultipleItemsData(chosen);
        }
        return AnswerDataFactory.template(prompt.getControlType(), prompt.getDataType())
                .cast(new UncastData(text));
    }

    static String values() {
        StringJoiner found = new StringJoiner(",", "{\"values\":{", "}}");
        gather(form.getInstance().getRoot(), found);
        return found.toString();
    }

    static void gather(TreeElement node, StringJoiner found) {
        for (int at = 0; at < node.getNumChildren(); at++) {
            TreeElement child = node.getChildAt(at);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
            if (child.hasChildren()) {
                gather(child, found);
                continue;
            }
            IAnswerData value = child.getValue();
            String text = value == null ? "" : value.uncast().getString();
            String told = child.isRelevant() ? quoted(text) : "null";
            found.add(quoted(path(child)) + ":" + told);
        }
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"")
                .replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }
}
