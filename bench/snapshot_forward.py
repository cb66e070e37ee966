# Loads snapshots that `lcam weights export` wrote with PyTorch itself, and recomputes from each what the store has of its
# model: the confidence in each evaluation image, and in the image masked by the attention's map.
# Usage: python3 bench/snapshot_forward.py STORE SNAPSHOT_FOLDER < `lcam status --json`; snapshots are named as their runs.
# Written from docs/fidelity.md and torchvision's names alone; images must have the input size already.
import json, os, sys
import numpy as np, torch, torch.nn.functional as F
from PIL import Image

MEAN, STD = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1), torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
VGG16 = [2, 2, 3, 3, 3]

def norm(s, x, name):
    return F.batch_norm(x, s[name + '.running_mean'], s[name + '.running_var'], s[name + '.weight'], s[name + '.bias'])

def resnet_features(s, x, _):
    x = F.max_pool2d(F.relu(norm(s, F.conv2d(x, s['conv1.weight'], stride=2, padding=3), 'bn1')), 3, 2, 1)
    for layer, blocks in enumerate([3, 4, 6, 3], 1):
        for block in range(blocks):
            p, stride = f'layer{layer}.{block}.', 2 if layer > 1 and block == 0 else 1
            y = F.relu(norm(s, F.conv2d(x, s[p + 'conv1.weight']), p + 'bn1'))
            y = F.relu(norm(s, F.conv2d(y, s[p + 'conv2.weight'], stride=stride, padding=1), p + 'bn2'))
            y = norm(s, F.conv2d(y, s[p + 'conv3.weight']), p + 'bn3')
            if p + 'downsample.0.weight' in s:
                x = norm(s, F.conv2d(x, s[p + 'downsample.0.weight'], stride=stride), p + 'downsample.1')
            x = F.relu(x + y)
    return x

def resnet_head(s, x, _):
    return F.linear(x.mean((2, 3)), s['fc.weight'], s['fc.bias'])

def vgg_features(s, x, is_pooled):
    index = 0
    for stage, layers in enumerate(VGG16):
        for _ in range(layers):
            x, index = F.relu(F.conv2d(x, s[f'features.{index}.weight'], s[f'features.{index}.bias'], padding=1)), index + 2
        x, index = (F.max_pool2d(x, 2) if stage < 4 or is_pooled else x), index + 1
    return x

def vgg_head(s, x, is_pooled):
    x = F.adaptive_avg_pool2d(x if is_pooled else F.max_pool2d(x, 2), 7).flatten(1)
    for name in ('0', '3'):
        x = F.relu(F.linear(x, s[f'classifier.{name}.weight'], s[f'classifier.{name}.bias']))
    return F.linear(x, s['classifier.6.weight'], s['classifier.6.bias'])

def forward(snapshot, x):
    s, arch = snapshot['state_dict'], snapshot['arch']
    features, head = (vgg_features, vgg_head) if arch.startswith('VGG') else (resnet_features, resnet_head)
    pooled, n = '7x7' in arch, lambda image: (image - MEAN) / STD
    maps = features(s, n(x), pooled)
    before = head(s, maps, pooled).softmax(1)
    k = int(before.argmax())
    # One quirk of the reference: this model's attention looks at the image as it is.
    seen = features(s, x, pooled) if arch == 'ResNet50_L_CAM_ImgA' else maps
    a = F.conv2d(seen, s['attnM.op.weight'], s['attnM.op.bias'])[:, k:k + 1]
    a = (a - a.min()) / (a.max() - a.min())
    mask = F.interpolate(a, size=x.shape[2:], mode='bilinear', align_corners=False)
    after = head(s, features(s, n(x * mask), pooled), pooled).softmax(1)
    return k, float(before[0, k]), float(after[0, k])

worst, models, images = 0.0, 0, 0
stages = json.load(sys.stdin)
runs = {stage['label'].split(' ', 1)[1]: stage['run']['id'] for stage in stages if stage['kind'] == 'train'}
for stage in stages:
    if stage['kind'] != 'measure' or stage['label'].split(' ', 1)[1] not in runs:
        continue
    run = runs[stage['label'].split(' ', 1)[1]]
    snapshot = torch.load(os.path.join(sys.argv[2], run + '.pth.tar'))
    folder = os.path.join(sys.argv[1], 'stages', stage['key'], str(stage['run']['attempt']))
    order = json.load(open(os.path.join(folder, 'stage.json')))['images']
    for line in open(os.path.join(folder, 'journal.jsonl')):
        entry = json.loads(line)
        if entry['type'] != 'image':
            continue
        score, size, crop = entry['score'], order['input-size'], order['crop-size']
        pixels = np.asarray(Image.open(os.path.join(order['folder'], score['image'])).convert('RGB'))
        assert min(pixels.shape[:2]) == size, 'the image has another size than the input'
        top, left = ((side - crop + 1) // 2 for side in pixels.shape[:2])
        x = torch.from_numpy(pixels[top:top + crop, left:left + crop].copy()).permute(2, 0, 1)[None].float() / 255
        with torch.no_grad():
            k, y, o = forward(snapshot, x)
        masked = next(one for one in score['masked'] if one['percentage'] == 0)
        difference = max(abs(y - score['confidence']), abs(o - masked['confidence']))
        if k != score['predicted'] or not difference <= 1e-5:
            sys.exit(f"{snapshot['arch']}, {score['image']}: PyTorch {k} {y} {o}, lcam {score['predicted']} {score['confidence']} {masked['confidence']}")
        worst, images = max(worst, difference), images + 1
    models += 1
print(f'{models} models, {images} images: PyTorch {torch.__version__} loads every snapshot; largest difference of a confidence {worst:.1e}')
sys.exit(0 if models else 1)
