import json, copy, sys, nbformat
sys.path.insert(0,'/work/wt/profiles')
old=json.load(open('/tmp/prof/old.ipynb'))
cells=[(c['cell_type'],''.join(c['source']),c['metadata'].get('tags',[])) for c in old['cells']]
A=cells[:34]; 
# split 33
i=cells[33][1].index('## The words that set')
A[33]=('markdown',cells[33][1][:i].rstrip(),[])
B=[('markdown','# Words and languages\n\n**You will be able to** name the words that set two documents apart, recognise a language from a few letters, grow a tree of languages, and say how far each answer can be trusted. **You need** [KL divergence](05_kl_divergence.ipynb), [Asymmetry](06_asymmetry.ipynb), and shuffling from [Who is different?](14_who_is_different.ipynb). **Time** 60 minutes.',[]),cells[1],cells[2],('markdown',cells[33][1][i:],[])]+cells[34:72]
breath=cells[72][1]
j=breath.index('## In one breath')
B.append(('markdown',breath[:j].rstrip(),[]))
A[0]=('markdown','# Who is different?\n\n**You will be able to** find out in which purchases two groups of customers really differ, and say how surely. **You need** [KL divergence](05_kl_divergence.ipynb), [Mutual information](07_mutual_information.ipynb), and the χ² limit and shuffling from [Entropy from data](13_entropy_from_data.ipynb). **Time** 60 minutes.',[])
def ex(a,b): return cells[a:b]
br1='## In one breath\n\n'+'\n'.join(breath[j:].split('\n')[2:5]).rstrip('\\')+'\n\n## Exercises'
br2='## In one breath\n\n'+'\n'.join(breath[j:].split('\n')[5:7])+'\n\n## Exercises'
A.append(('markdown',br1,[])); B.append(('markdown',br2,[]))
A+=cells[73:88]; B+=cells[88:96]
if __name__=='__main__':
    def write(cs,path):
        nb=nbformat.v4.new_notebook()
        for t,s,tags in cs:
            c=nbformat.v4.new_markdown_cell(s) if t=='markdown' else nbformat.v4.new_code_cell(s)
            if tags: c.metadata['tags']=list(tags)
            nb.cells.append(c)
        nb.metadata={"kernelspec":old['metadata']['kernelspec'],"language_info":{"name":"python"}}
        nbformat.write(nb,path)
    A.append(('markdown','## Where to read on\n\n[Benjamini and Hochberg (1995)](bibliography.md#benjaminihochberg1995) introduced the rate and the rule.',[]))
    write(A,'/work/wt/profiles/chapters/14_who_is_different.ipynb')
    write(B,'/work/wt/profiles/chapters/16_words_and_languages.ipynb')
