# What the components of pages say by themselves; everything else on a page is given to them worded.
