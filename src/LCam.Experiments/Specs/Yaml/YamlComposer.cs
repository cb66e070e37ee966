using LCam.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LCam.Experiments.Specs.Yaml;

/// <summary>
/// Builds a spec's tree from YAML. The library's own tree stops at the first duplicate key and keeps no merge keys,
/// so the tree is built from its events. Depth and size are bounded: aliases can make a few lines stand for
/// billions of nodes.
/// </summary>
internal sealed class YamlComposer
{
    private const int MaximumDepth = 64;
    private const int MaximumNodes = 500_000;

    private readonly Parser _parser;
    private readonly Func<int, SpecOrigin> _originOf;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, (SpecNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _size;

    private YamlComposer(string text, Func<int, SpecOrigin> originOf, List<Problem> problems)
    {
        _parser = new Parser(new StringReader(text));
        _originOf = originOf;
        _problems = problems;
    }

    /// <summary>The tree of the one document in <paramref name="text"/>; null when there is none to work with, which is then a problem.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="originOf">The origin of a 1-based line.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static SpecNode? Compose(string text, Func<int, SpecOrigin> originOf, List<Problem> problems)
    {
        var composer = new YamlComposer(text, originOf, problems);
        try
        {
            return composer.Document();
        }
        catch (YamlException error)
        {
            problems.Add(new Problem(originOf((int)error.Start.Line).ToString(), $"this is not valid YAML: {error.Message.TrimEnd('.')}"));
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The library's scanner fails so on some texts, for example at a list that is never closed.
            var line = (int)(composer._parser.Current?.End.Line ?? 1);
            problems.Add(new Problem(originOf(line).ToString(), "this is not valid YAML: what starts here is not closed or not complete"));
            return null;
        }
    }

    private SpecNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
        {
            return new ScalarNode(OriginOf(end), "", IsPlain: true);
        }

        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0, "");
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _problems.Add(new Problem(OriginOf(second).ToString(), "a second YAML document starts here", "one file holds one spec"));
        }

        return root;
    }

    private SpecNode Node(int depth, string path)
    {
        var start = _parser.Current;
        if (depth > MaximumDepth)
        {
            throw new YamlException(start!.Start, start.End, $"nested deeper than {MaximumDepth} levels");
        }

        Count(1, start!);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Aliased(alias);
        }

        var before = _size;
        var (node, anchor) = _parser.Consume<NodeEvent>() switch
        {
            Scalar scalar => (new ScalarNode(OriginOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain), scalar.Anchor),
            SequenceStart sequence => (Sequence(sequence, depth, path), sequence.Anchor),
            MappingStart mapping => ((SpecNode)new MapComposer(_problems).Compose(OriginOf(mapping), path, Pairs(depth, path)), mapping.Anchor),
            var other => throw new YamlException(other.Start, other.End, "unexpected content"),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = (node, _size - before + 1);
        }

        return node;
    }

    private SpecNode Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"no anchor '{alias.Value.Value}' is complete before this alias");
        }

        Count(anchored.Size, alias);
        return anchored.Node;
    }

    private ListNode Sequence(SequenceStart start, int depth, string path)
    {
        var items = new List<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1, $"{path}[{items.Count}]"));
        }

        return new ListNode(OriginOf(start), items);
    }

    private List<(SpecNode Key, SpecNode Value)> Pairs(int depth, string path)
    {
        var pairs = new List<(SpecNode, SpecNode)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1, path);
            pairs.Add((key, Node(depth + 1, MapComposer.Join(path, key))));
        }

        return pairs;
    }

    private void Count(int nodes, ParsingEvent at)
    {
        _size += nodes;
        if (_size > MaximumNodes)
        {
            throw new YamlException(at.Start, at.End, $"more than {MaximumNodes} values, aliases expanded");
        }
    }

    private SpecOrigin OriginOf(ParsingEvent at) => _originOf((int)at.Start.Line);
}
