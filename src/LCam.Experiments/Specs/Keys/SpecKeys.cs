using LCam.Measures;

namespace LCam.Experiments.Specs.Keys;

/// <summary>Every key of a spec. Validation, the reference table of docs/spec.md and the JSON Schema derive from this one table.</summary>
internal static class SpecKeys
{
    public const string TrainWord = "train";

    /// <summary>The axes that every cell has, in the order in which they are expanded.</summary>
    public static readonly IReadOnlyList<string> MainAxes = ["backbone", "variant", "loss", "protocol", "seed"];

    /// <summary>The maps that every spec has.</summary>
    public static readonly IReadOnlyList<string> RequiredMaps = ["data", "backbones", "matrix"];

    public const string PercentageAxis = "percentage";

    /// <summary>The keys of an item of <c>compare</c> that is maps which another program made.</summary>
    public static readonly IReadOnlyList<SpecKey> RecordedMaps =
    [
        SpecKey.At("maps", ValueRule.Path, "Arrays that NumPy wrote, by image name or in the list's order: a file (.npz, .npy) or a folder.") with { Required = true },
        SpecKey.At("name", ValueRule.Text, "What tables call it.") with { Required = true },
        SpecKey.At("backbone", ValueRule.Text, "The backbone that the maps explain.") with { Default = "the only one" },
    ];

    private const string LockMeaning = "Lock of images, made by lcam data lock: an image that has the size and time of its line is not read to be hashed; moves no number.";
    private const string FoldersMeaning = "folders: each folder in images is a class, numbered in the order of their names as by torchvision's ImageFolder; instead of list.";

    /// <summary>The keys of an item of <c>attentions</c> that is of one model.</summary>
    public static readonly IReadOnlyList<SpecKey> OneAttention =
    [
        SpecKey.At("model", ValueRule.Text, "The reference's name of the model, such as ResNet50_L_CAM_Img, with an A behind it for cross-entropy alone.") with { Required = true },
        SpecKey.At("file", ValueRule.Path, "A weight file, or a folder with exactly one.") with { Required = true },
        SpecKey.At("backbone", ValueRule.Text, "The backbone whose model it is.") with { Default = "all of the architecture" },
    ];

    private static readonly ValueRule Count = ValueRule.Integer(1, int.MaxValue);
    private static readonly ValueRule Seed = ValueRule.Integer(0);
    private static readonly ValueRule FolderLabels = ValueRule.OneOf(["folders"]);
    private static readonly ValueRule Side = ValueRule.Integer(32, 4096);

    public static IReadOnlyList<SpecKey> All { get; } = [.. General(), .. Data(), .. Backbones(), .. Matrix(), .. Attentions(), .. Explainers(), .. Sanity(), .. Training(), .. Evaluation(), .. TableKeys.All];

    private static IEnumerable<SpecKey> General() =>
    [
        SpecKey.At("name", ValueRule.Name, "The experiment's name.") with { Required = true },
        SpecKey.At("extends", ValueRule.Path, "Specs whose values hold where this one gives none, the later of several before the earlier.") with { Shape = KeyShape.List },
        SpecKey.At("description", ValueRule.Text, "One line about the experiment."),
    ];

    private static IEnumerable<SpecKey> Data() =>
    [
        SpecKey.At("data.shapes.folder", ValueRule.Path, "Where the embedded data set of shapes is, or is made when absent; instead of data.train and data.evaluation.") with { Required = true },
        SpecKey.At("data.shapes.seed", Seed, "Seed of the shapes.") with { Default = "1" },
        SpecKey.At("data.shapes.train", ValueRule.Integer(1, 99_999), "Training images to make.") with { Default = "800" },
        SpecKey.At("data.shapes.evaluation", ValueRule.Integer(1, 99_999), "Evaluation images to make.") with { Default = "200" },
        SpecKey.At("data.shapes.classes", ValueRule.Integer(2, 8), "Kinds of shapes.") with { Default = "8" },
        SpecKey.At("data.shapes.size", ValueRule.Integer(32, 1024), "Side of an image, in pixels.") with { Default = "144" },
        SpecKey.At("data.train.images", ValueRule.Path, "Folder of the training images.") with { Required = true, Reference = "img_dir, root_dir" },
        SpecKey.At("data.train.list", ValueRule.Path, "List of the training images and their labels; this or labels.") with { Reference = "train_list" },
        SpecKey.At("data.train.labels", FolderLabels, FoldersMeaning),
        SpecKey.At("data.train.lock", ValueRule.Path, LockMeaning),
        SpecKey.At("data.evaluation.images", ValueRule.Path, "Folder of the evaluation images.") with { Required = true, Reference = "img_dir, root_dir" },
        SpecKey.At("data.evaluation.list", ValueRule.Path, "List of the evaluation images and their labels; this or labels.") with { Reference = "test_list" },
        SpecKey.At("data.evaluation.labels", FolderLabels, FoldersMeaning),
        SpecKey.At("data.evaluation.lock", ValueRule.Path, LockMeaning),
        SpecKey.At("data.evaluation.masks", ValueRule.Path, "Folder of object masks, PNG of the images' sizes, under the images' relative names or their stems with .png, for the energy inside the object; see measures.md. With labels: folders, the images' own folder: each mask beside its image, and no image itself."),
        SpecKey.At("data.evaluation.mask-values", ValueRule.Text, "Values of a mask that are the object: whole numbers (of a palette, indices), colours as '#rrggbb', or alpha for what is opaque.") with { Shape = KeyShape.List, Default = "all but 0" },
        SpecKey.At("data.evaluation.mask-ignore", ValueRule.Integer(0, 65_535), "Value of a mask's pixels that count neither as the object nor beside it, such as VOC's 255.") with { Default = "none" },
        SpecKey.At("data.evaluation.limit", Count, "Use the first N images of the list alone.") with { Default = "all" },
        SpecKey.At("data.split.evaluation", ValueRule.NumberBetween(0, 1), "Where train and evaluation name one folder with labels: folders: the share of its images to evaluate on, the others being trained on.") with { Required = true },
        SpecKey.At("data.split.seed", Seed, "Seed of the split; which part an image is in depends on it and the image's path alone.") with { Default = "1" },
        SpecKey.At("data.names", ValueRule.Path, "Names of the classes: a text file with one a line, or a JSON list; moves no number.") with { Default = "the class folders' names with labels: folders" },
    ];

    private static IEnumerable<SpecKey> Backbones() =>
    [
        SpecKey.At("backbones.*.architecture", ValueRule.OneOf([.. LCam.Models.Backbones.Named.Select(architecture => architecture.Id)]), "The network; torchscript is any other, as two TorchScript files.") with { Default = "the backbone's name", Reference = "arch" },
        SpecKey.At("backbones.*.weights", ValueRule.PathOr(TrainWord), "Weight file, or train: train a classifier from scratch first.") with { Default = "the network inside the trained models of attentions" },
        SpecKey.At("backbones.*.features", ValueRule.Path, "Of a torchscript network: TorchScript file from images (N,3,H,W) to the last feature maps (N,K,h,w)."),
        SpecKey.At("backbones.*.head", ValueRule.Path, "Of a torchscript network: TorchScript file from the feature maps to the logits (N,R)."),
        SpecKey.At("backbones.*.trusted", ValueRule.Flag, "Of a torchscript network, needed: true says that both files, which are programs, may be run.") with { Default = "false" },
        SpecKey.At("backbones.*.normalisation", ValueRule.OneOf(["imagenet", "none"]), "Of a torchscript network: whether its images come with ImageNet's means and deviations, or as they are, in [0,1].") with { Default = "imagenet" },
        SpecKey.At("backbones.*.entry", ValueRule.Text, "Which of the weight file's dicts of tensors, where several fit a network, such as model_ema; lcam weights inspect names them.") with { Default = "the one that fits a network" },
        SpecKey.At("backbones.*.width", ValueRule.NumberAbove(0, 4), "Multiplies the network's channels.") with { Default = "1" },
        SpecKey.At("backbones.*.classes", ValueRule.Integer(2, 1_000_000), "Classes that the network tells apart.") with { Default = "as many as the weight file or the torchscript network has; else as many as data.train has class folders, else 1000; data.shapes.classes for weights: train with shapes", Reference = "num_classes" },
        SpecKey.At("backbones.*.train-list", ValueRule.Path, "Training list of this backbone, whose labels are its own predictions.") with { Default = "data.train.list", Reference = "train_list" },
        SpecKey.At("backbones.*.classifier.epochs", ValueRule.Integer(1, 100_000), "Epochs of the classifier's training; these keys are for weights: train alone.") with { Default = "30" },
        SpecKey.At("backbones.*.classifier.batch-size", ValueRule.Integer(2, 65_536), "Images per step; one alone has no batch statistics.") with { Default = "32" },
        SpecKey.At("backbones.*.classifier.learning-rate", ValueRule.NumberAbove(0), "Learning rate.") with { Default = "0.01" },
        SpecKey.At("backbones.*.classifier.weight-decay", ValueRule.Number(0), "L2 penalty.") with { Default = "0.0005" },
        SpecKey.At("backbones.*.classifier.muting", ValueRule.Number(0, 1), "Share of the training images that are shown multiplied by a random muted map, as measuring shows them.") with { Default = "0" },
        SpecKey.At("backbones.*.classifier.seed", Seed, "Seed of the classifier.") with { Default = "1" },
        .. TrainingKeys.All.Select(key => SpecKey.At($"backbones.*.training.{key.Name}", key.Rule, "For this backbone: " + char.ToLowerInvariant(key.Meaning[0]) + key.Meaning[1..]) with { Default = $"training.{key.Name}", MirrorsTraining = true }),
    ];

    private static IEnumerable<SpecKey> Matrix() =>
    [
        Axis("backbone", ValueRule.Text, "Names of backbones.") with { Reference = "arch" },
        Axis("variant", ValueRule.OneOf(SpecNames.Variants.Names), "What the attention masks.") with { Reference = "arch" },
        Axis("loss", ValueRule.OneOf(SpecNames.Losses.Names), "What training minimises.") with { Reference = "arch" },
        Axis("protocol", ValueRule.OneOf(SpecNames.Protocols.Names), "The reference implementation with its quirks, or the paper's method.") with { Default = "training.protocol" },
        Axis("seed", Seed, "Seeds of training."),
        .. TrainingKeys.All.Select(key => Axis(key.Name, key.Rule, $"Values of training.{key.Name}.") with { Default = $"training.{key.Name}", MirrorsTraining = true }),
        Axis(PercentageAxis, ValueRule.Number(0, 1), "Shares of the map's pixels to mute before measuring; never a training of its own.") with { Default = "0, 0.5, 0.85", Reference = "percentage" },
        new(["matrix", "exclude"], ValueRule.Text, "Partial points; the cells that they match are left out.") { Shape = KeyShape.Points },
        new(["matrix", "include"], ValueRule.Text, "Points to add; an axis that is left out has the matrix's only value, or the default.") { Shape = KeyShape.Points },
    ];

    private static IEnumerable<SpecKey> Attentions() =>
    [
        SpecKey.At("attentions", ValueRule.Path, $"Attention mechanisms that were trained elsewhere, which are measured and not trained: a path for all models, in which {string.Join(", ", AttentionsSpec.Placeholders.Select(name => $"{{{name}}}"))} stand for a model's own, and single models. A file, or a folder with exactly one.") with { Shape = KeyShape.List, ItemKeys = OneAttention, Default = "none" },
    ];

    private static IEnumerable<SpecKey> Explainers() =>
    [
        SpecKey.At("compare", ValueRule.OneOf(ExplainerKeys.Compared), "Other explainers to measure on the same images: ids, and maps that other programs made.") with { Shape = KeyShape.List, ItemKeys = RecordedMaps },
        SpecKey.At("controls", ValueRule.OneOf(ExplainerKeys.Controls), "Maps that explain nothing, measured to compare with; [] for none.") with { Shape = KeyShape.List, Default = string.Join(", ", ExplainerKeys.Controls) },
        SpecKey.At("explainers.seed", Seed, "Seed of the explainers of compare and controls that draw random numbers.") with { Default = "1" },
        .. ExplainerKeys.All,
        SpecKey.At("keep-maps", ValueRule.OneOf(SpecNames.KeptMaps.Names), FormattableString.Invariant($"Whose maps a run keeps, for further percentages, measures and galleries: costly is explainers of more than {KeepMapsRule.CheapPasses} forward passes an image; moves no number.")) with { Default = "costly" },
        SpecKey.At("measures", ValueRule.OneOf([.. MeasureRegistry.All.Select(measure => measure.Id)]), "What to measure, and what tables show; see measures.md.") with { Shape = KeyShape.List, Default = MeasuresByDefault() },
    ];

    private static IEnumerable<SpecKey> Sanity() =>
    [
        SpecKey.At("sanity.images", Count, "Makes the experiment a sanity check, see sanity.md: instead of measuring, maps are compared with those of networks with random layers. Use the first N images of the evaluation list alone.") with { Default = "all" },
        SpecKey.At("sanity.seed", Seed, "Seed of the random layers.") with { Default = "1" },
    ];

    private static IEnumerable<SpecKey> Training() =>
    [
        SpecKey.At("training.protocol", ValueRule.OneOf(SpecNames.Protocols.Names), "Protocol of all cells; matrix.protocol sweeps it.") with { Default = "reference" },
        .. TrainingKeys.All.Select(key => SpecKey.At($"training.{key.Name}", key.Rule, key.Meaning) with { Default = key.Default, Reference = key.Reference }),
        SpecKey.At("training.checkpoint-every", Count, "Steps between checkpoints; moves no number.") with { Default = "500" },
        SpecKey.At("training.checkpoint-seconds", Count, "Seconds between checkpoints, where the steps between them take longer; moves no number.") with { Default = "60" },
        SpecKey.At("training.display-interval", Count, "Steps between progress reports; moves no number.") with { Default = "40", Reference = "disp_interval" },
        SpecKey.At("training.workers", ValueRule.Integer(0, 1024), "Threads that prepare images, 0 chooses; moves no number.") with { Default = "0", Reference = "num_workers" },
        SpecKey.At("training.resume", ValueRule.Flag, "Continue an interrupted training from its last checkpoint; moves no number.") with { Default = "true", Reference = "resume" },
    ];

    private static IEnumerable<SpecKey> Evaluation() =>
    [
        SpecKey.At("evaluation.batch-size", ValueRule.Integer(1, 65_536), "Images per forward pass.") with { Default = "1", Reference = "batch_size (evaluation)" },
        SpecKey.At("evaluation.input-size", Side, "The image's short side after resizing, in pixels.") with { Default = "training.input-size", Reference = "input_size" },
        SpecKey.At("evaluation.crop-size", Side, "Side of the centre crop, in pixels.") with { Default = "training.crop-size", Reference = "crop_size" },
        SpecKey.At("evaluation.constant-map", ValueRule.OneOf(SpecNames.ConstantMaps.Names), "What a saliency map of equal values becomes.") with { Default = "reference: nan, corrected: zero" },
        SpecKey.At("evaluation.map", ValueRule.OneOf(SpecNames.Maps.Names), "Which output of the attention is the saliency map.") with { Default = "pre-sigmoid" },
        SpecKey.At("evaluation.curve-steps", ValueRule.Integer(1, 1024), "Steps of the measures insertion and deletion.") with { Default = "evaluation.crop-size" },
        SpecKey.At("output.table", ValueRule.Path, "File that a run writes its table to."),
        SpecKey.At("output.plot", ValueRule.Path, "SVG file that a run of a sanity check draws its curves into."),
        SpecKey.At("output.store", ValueRule.Path, "The experiment's store, with its checkpoints, where --store does not say otherwise.") with { Reference = "snapshot_dir" },
    ];

    private static string MeasuresByDefault()
    {
        var papers = MeasureRegistry.All.Where(measure => measure.PerPercentage).Select(measure => measure.Id);
        var ofObjects = MeasureRegistry.All.Where(measure => measure is { ShownByDefault: true, NeedsObjects: true }).Select(measure => measure.Id);
        return $"the paper's: {string.Join(", ", papers)}; {string.Join(", ", ofObjects)} where there are masks";
    }

    private static SpecKey Axis(string name, ValueRule rule, string meaning) =>
        new(["matrix", name], rule, meaning) { Shape = KeyShape.List };
}
