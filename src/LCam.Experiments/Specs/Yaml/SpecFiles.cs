using System.IO.Abstractions;
using LCam.Problems;

namespace LCam.Experiments.Specs.Yaml;

/// <summary>Reads a spec file and those that it extends, as one tree in which every value keeps its own file and line.</summary>
/// <param name="fileSystem">Where they are.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class SpecFiles(IFileSystem fileSystem, List<Problem> problems)
{
    public const string ExtendsKey = "extends";

    // More is a slip: so many files are nobody's to overlook.
    private const int MaximumFiles = 64;

    // None is larger than a spec may be, nor are all together: a store keeps them as one text.
    private const long MaximumCharacters = 8 << 20;

    private readonly Dictionary<string, SpecNode?> _trees = new(StringComparer.Ordinal);
    private readonly List<SpecFile> _files = [];
    private bool _isRelative;

    /// <summary>All files that were read: the spec itself first, none twice.</summary>
    public IReadOnlyList<SpecFile> Files => _files;

    /// <summary>Whether a file that is extended could not be had: what it would give is not missing by the spec's fault.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The merged tree; null where there is none to work with, which is then a problem.</summary>
    /// <exception cref="ProblemException">The spec itself cannot be read.</exception>
    public SpecNode? Read(string path)
    {
        var text = SpecText.Read(path, fileSystem);
        _isRelative = !fileSystem.Path.IsPathRooted(path);
        return Tree(new SpecFile(path, fileSystem.Path.GetFullPath(path), text), []);
    }

    private SpecNode? Tree(SpecFile file, IReadOnlyList<SpecFile> extending)
    {
        _files.Add(file);
        var root = YamlComposer.Compose(file.Text, line => SpecOrigin.InFile(file.Source, line), problems);
        var extended = root is MapNode map && map.Find(ExtendsKey) is { } named ? Merged(named, [.. extending, file]) : null;
        if (extended is not null)
        {
            root = SpecMerge.Over(extended, root!);
        }

        _trees[file.Path] = root;
        return root;
    }

    // Of several files, the later ones say what holds.
    private SpecNode? Merged(SpecNode named, IReadOnlyList<SpecFile> extending)
    {
        SpecNode? merged = null;
        foreach (var node in named is ListNode list ? list.Items : [named])
        {
            if (Extended(node, extending) is MapNode tree)
            {
                tree = tree.Without(ExtendsKey);
                merged = merged is null ? tree : SpecMerge.Over(merged, tree);
            }
        }

        return merged;
    }

    private SpecNode? Extended(SpecNode node, IReadOnlyList<SpecFile> extending)
    {
        // What is no text, the check of the key's values tells.
        if (node is not ScalarNode { IsNull: false, Text: var written })
        {
            return null;
        }

        // What a spec consists of must not depend on whose machine it is read.
        if (written.Contains('$', StringComparison.Ordinal) || written.Contains('\0', StringComparison.Ordinal))
        {
            return Wrong(node, $"'{written}' is not a path without variables", "name the file relative to this one");
        }

        var full = fileSystem.Path.GetFullPath(fileSystem.Path.Combine(fileSystem.Path.GetDirectoryName(extending[^1].Path)!, written));
        var source = _isRelative ? fileSystem.Path.GetRelativePath(fileSystem.Directory.GetCurrentDirectory(), full) : full;
        if (extending.Any(file => file.Path == full))
        {
            var circle = extending.SkipWhile(file => file.Path != full).Select(file => file.Source).Append(source);
            return Wrong(node, $"a spec cannot extend itself: {string.Join(" -> ", circle)}", "leave one of these out");
        }

        return _trees.TryGetValue(full, out var known) ? known : Read(node, new SpecFile(source, full, ""), extending);
    }

    private SpecNode? Read(SpecNode node, SpecFile file, IReadOnlyList<SpecFile> extending)
    {
        if (_files.Count == MaximumFiles)
        {
            return Wrong(node, $"a spec is made of more than {MaximumFiles} files", "extend fewer");
        }

        try
        {
            file = file with { Text = SpecText.Read(file.Source, fileSystem) };
        }
        catch (ProblemException failure)
        {
            var problem = failure.Problems[0];
            _trees[file.Path] = null;
            return Wrong(node, problem.Where.Length == 0 ? problem.What : $"{problem.Where}: {problem.What}", problem.Remedy);
        }

        if (_files.Sum(known => (long)known.Text.Length) + file.Text.Length > MaximumCharacters)
        {
            return Wrong(node, $"a spec's files are larger than {MaximumCharacters >> 20} MiB together", "extend fewer");
        }

        var tree = Tree(file, extending);
        return tree is MapNode or null ? tree : Wrong(node, $"{tree.Origin} is {tree.Kind}, where a map of keys is expected", "a spec is a map of keys");
    }

    private SpecNode? Wrong(SpecNode node, string what, string? remedy)
    {
        IsIncomplete = true;
        problems.Add(new Problem(node.Origin.Where(ExtendsKey), what, remedy));
        return null;
    }
}
